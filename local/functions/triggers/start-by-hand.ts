import type { HostedFunction } from '../host/hosted-function.ts';
import type { FunctionRunner } from '../host/run-function.ts';
import { timerInput } from './timer/timer-input.ts';

/**
 * Runs a function once with an input that someone wrote by hand: for a change feed trigger a JSON list of documents, for
 * a Service Bus trigger the body; a timer takes no input. It is one call: no retry, no lease, no message.
 */
export function startByHand(runner: FunctionRunner, fn: HostedFunction, input: string): void {
  const isTimer = fn.trigger.type === 'timerTrigger';
  const data = isTimer ? timerInput({ isPastDue: false, status: undefined }) : { string: input };
  void runner.run({ fn, what: 'by hand', data, metadata: {} });
}
