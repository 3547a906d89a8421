import { StartupError } from '@annal/local-server';
import type { HostedFunction } from './hosted-function.ts';

/** The triggers that this host can run. */
const supportedTriggers: readonly string[] = [
  'httpTrigger',
  'cosmosDBTrigger',
  'serviceBusTrigger',
  'timerTrigger',
  'warmupTrigger',
];
/** The inputs and outputs that it can read and write, each with its direction. */
const supportedBindings: readonly string[] = ['cosmosDB in', 'cosmosDB out', 'serviceBus out', 'http out'];
/** Of those, the ones whose retry policy the real host honours ("Azure Functions error handling and retries"). */
const retryingTriggers: readonly string[] = ['cosmosDBTrigger', 'timerTrigger'];

/**
 * Refuses what the real host would drop with no more than a log line, so that it is found here: names, binding names,
 * retry policies that cannot work, triggers and bindings that this host does not know. The StartupError names the
 * function and the rule. Routes have rules of their own.
 */
export function refuseBrokenRegistrations(functions: readonly HostedFunction[]): void {
  const names = new Set<string>();
  for (const fn of functions) {
    const fault = faultOf(fn) ?? (names.has(fn.name.toUpperCase()) ? 'has the name of another function' : undefined);
    if (fault !== undefined) throw new StartupError(`Function "${fn.name}" ${fault}.`);
    names.add(fn.name.toUpperCase());
  }
  const [, second] = functions.filter(({ trigger }) => trigger.type === 'warmupTrigger');
  if (second !== undefined)
    throw new StartupError(`Function "${second.name}" is a second warmup trigger; an app has one at most.`);
}

function faultOf(fn: HostedFunction): string | undefined {
  return nameFault(fn.name) ?? bindingNameFault(fn) ?? bindingTypeFault(fn) ?? retryFault(fn);
}

function nameFault(name: string): string | undefined {
  if (!/^[a-z][a-z0-9_-]{0,127}$/i.test(name))
    return 'needs a name that starts with a letter, goes on with letters, digits, _ or -, and has at most 128 of them';
  return name.toLowerCase() === 'host' ? 'may not be called "host": the name is reserved' : undefined;
}

function bindingNameFault(fn: HostedFunction): string | undefined {
  const seen = new Set<string>();
  for (const name of Object.keys(fn.metadata.bindings)) {
    if (name !== '$return' && !/^[a-z][a-z0-9]*$/i.test(name))
      return `has a binding "${name}": such a name is a letter followed by letters and digits`;
    if (seen.has(name.toUpperCase())) return `has two bindings named "${name}" (case does not count)`;
    seen.add(name.toUpperCase());
  }
  return undefined;
}

function bindingTypeFault(fn: HostedFunction): string | undefined {
  if (!supportedTriggers.includes(fn.trigger.type))
    return `has a ${fn.trigger.type}; this host runs ${supportedTriggers.join(', ')}`;
  for (const [name, { type, direction }] of Object.entries(fn.metadata.bindings)) {
    if (name === fn.trigger.name || supportedBindings.includes(`${type} ${direction}`)) continue;
    return `has a binding "${name}" (${type} ${direction}); this host runs ${supportedBindings.join(', ')}`;
  }
  return undefined;
}

function retryFault({ retry, trigger }: HostedFunction): string | undefined {
  if (retry === undefined) return undefined;
  if (!retryingTriggers.includes(trigger.type))
    return `has a retry policy, which does nothing for a ${trigger.type}: only ${retryingTriggers.join(' and ')} retry`;
  if (retry.retryStrategy === 'fixedDelay')
    return retry.delayInterval === undefined ? 'has a fixedDelay retry policy without delayInterval' : undefined;
  const { minimumInterval: least, maximumInterval: most } = retry;
  if (least === undefined || most === undefined)
    return 'has an exponentialBackoff retry policy without minimumInterval and maximumInterval';
  return least.seconds > most.seconds
    ? 'has a retry policy whose minimumInterval is above its maximumInterval'
    : undefined;
}
