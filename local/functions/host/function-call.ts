import type { InvocationOutcome } from '../worker/invoke.ts';
import type { RetryContext, TypedData } from '../worker/rpc.ts';
import type { HostedFunction } from './hosted-function.ts';

/** One call of a function, from whichever trigger. */
export interface FunctionCall {
  readonly fn: HostedFunction;
  /** What came, in a few words, for the log line. */
  readonly what: string;
  readonly data: TypedData;
  /** What else the trigger knows; inputs and outputs can name it in their expressions. */
  readonly metadata?: Readonly<Record<string, TypedData>>;
  readonly retryContext?: RetryContext;
  /** W3C trace context of the caller, if it sent one. */
  readonly traceParent?: string;
  /** What the caller calls its conversation; by default the trace id. */
  readonly correlationId?: string;
  /** For who must know it before the call; by default a new one. */
  readonly invocationId?: string;
  /** The outcome in a word or two for the log line; by default `ok` or `failed`. */
  readonly conclude?: (outcome: InvocationOutcome) => string;
}

/** Calls functions, writes one line for each call, and knows when none is running. */
export interface FunctionRunner {
  /** Never rejects. */
  run(call: FunctionCall): Promise<InvocationOutcome>;
  /** Settles when no call is running any more. */
  idle(): Promise<void>;
}
