import type { HostedFunction } from '../host/hosted-function.ts';
import type { FunctionRunner } from '../host/function-call.ts';
import type { TypedData } from '../worker/rpc.ts';
import { timerInput } from './timer/timer-input.ts';

/**
 * Runs a function once with an input that someone wrote by hand: for a change feed trigger a JSON list of documents, for
 * a Service Bus trigger the body; a timer and a warmup take no input. It is one call: no retry, no lease, no message.
 */
export function startByHand(runner: FunctionRunner, fn: HostedFunction, input: string): Promise<unknown> {
  return runner.run({ fn, what: 'by hand', data: inputFor(fn, input), metadata: {} });
}

function inputFor({ trigger }: HostedFunction, input: string): TypedData {
  if (trigger.type === 'timerTrigger') return timerInput({ isPastDue: false, status: undefined });
  return trigger.type === 'warmupTrigger' ? { json: '{}' } : { string: input };
}
