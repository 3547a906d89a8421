import type { HostedFunction } from '../../host/hosted-function.ts';
import type { ListenerContext, TriggeredFunction } from '../listener.ts';
import { outage } from '../outage.ts';
import { batchListener } from './batch-listener.ts';
import { busClient } from './bus-client.ts';
import { handleMessages } from './handle-messages.ts';
import { messageListener } from './message-listener.ts';
import { sessionListener } from './session-listener.ts';
import { entityPath, subscriptionOptions } from './subscription-options.ts';

/**
 * A Service Bus trigger on a queue or a subscription: a message is completed when the function returns and abandoned
 * when it throws. With sessions, one call at a time in each.
 */
export function serviceBusTrigger(fn: HostedFunction, context: ListenerContext): TriggeredFunction {
  const options = subscriptionOptions(fn, context);
  const path = entityPath(options.entity);
  const listening = {
    options,
    client: busClient(options),
    handle: handleMessages(fn, context.runner, options),
    outage: outage(fn.name, path, context.log),
  };
  const messages = options.batchSize === 'one' ? messageListener : batchListener;
  return {
    fn,
    listensTo: options.hasSessions ? `${path} (sessions)` : path,
    listener: options.hasSessions ? sessionListener(listening) : messages(listening),
  };
}
