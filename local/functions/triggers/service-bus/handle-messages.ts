import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import type { HostedFunction } from '../../host/hosted-function.ts';
import type { FunctionRunner } from '../../host/function-call.ts';
import { batchBody, batchMetadata, messageBody, messageMetadata } from './message-data.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

type Messages = readonly ServiceBusReceivedMessage[];
type Settler = Pick<ServiceBusReceiver, 'completeMessage' | 'abandonMessage'>;

/** Calls the function for what one receive brought and settles it. Rejects when settling fails. */
export type HandleMessages = (messages: Messages, settler: Settler) => Promise<void>;

/**
 * Completes messages when the function returns and abandons them when it throws, at once and without any delay before
 * the next delivery; the broker dead-letters what has failed too often. Without autoComplete nothing is completed.
 */
export function handleMessages(
  fn: HostedFunction,
  runner: FunctionRunner,
  { batchSize, isBinary, completes }: SubscriptionOptions,
): HandleMessages {
  return async (messages, settler) => {
    const [message] = messages;
    if (message === undefined) return;
    const call =
      batchSize === 'one'
        ? { what: oneMessage(message), data: messageBody(message, isBinary), metadata: messageMetadata(message) }
        : { what: `${messages.length} messages`, data: batchBody(messages), metadata: batchMetadata(messages) };
    const traceParent = message.applicationProperties?.['Diagnostic-Id'];
    const { outcome } = await runner.run({ fn, ...call, ...(typeof traceParent === 'string' && { traceParent }) });
    if (outcome === 'failed') await settleAll(messages, (each) => settler.abandonMessage(each));
    else if (completes) await settleAll(messages, (each) => settler.completeMessage(each));
  };
}

async function settleAll(
  messages: Messages,
  settle: (each: ServiceBusReceivedMessage) => Promise<void>,
): Promise<void> {
  await Promise.all(messages.map(settle));
}

function oneMessage({ messageId, deliveryCount = 0 }: ServiceBusReceivedMessage): string {
  return `message ${String(messageId)}${deliveryCount > 0 ? `, delivery ${deliveryCount + 1}` : ''}`;
}
