import { StartupError } from '@annal/local-server';
import type { HostedFunction } from '../host/hosted-function.ts';
import { cosmosTrigger } from './cosmos/cosmos-trigger.ts';
import { serviceBusTrigger } from './service-bus/service-bus-trigger.ts';
import { timerTrigger } from './timer/timer-trigger.ts';
import type { ListenerContext, TriggeredFunction } from './listener.ts';

/** Makes a listener of a function whose trigger is of one type; throws a StartupError when its options are wrong. */
type TriggerFactory = (fn: HostedFunction, context: ListenerContext) => TriggeredFunction;

const factories: Readonly<Record<string, TriggerFactory>> = {
  cosmosDBTrigger: cosmosTrigger,
  serviceBusTrigger,
  timerTrigger,
};

/**
 * The listeners of all functions that something other than HTTP triggers, not yet started. A StartupError names two
 * functions that would take each other's work.
 */
export function listenersFor(
  functions: readonly HostedFunction[],
  context: ListenerContext,
): readonly TriggeredFunction[] {
  const triggered = functions.flatMap((fn) => factories[fn.trigger.type]?.(fn, context) ?? []);
  for (const [index, { fn, exclusive }] of triggered.entries()) {
    const other = triggered.slice(0, index).find((each) => exclusive !== undefined && each.exclusive === exclusive);
    if (other !== undefined)
      throw new StartupError(
        `Functions "${other.fn.name}" and "${fn.name}" both use ${exclusive}, so that each would get only a part. ` +
          'Give each a leaseContainerPrefix of its own.',
      );
  }
  return triggered;
}
