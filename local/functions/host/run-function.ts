import { randomBytes, randomUUID } from 'node:crypto';
import { invoke, type InvocationOutcome, type LoadedApp } from '../worker/invoke.ts';
import type { LogLevel, RetryContext, TypedData } from '../worker/rpc.ts';
import type { HostedFunction } from './hosted-function.ts';
import { errorLines, invocationLine } from './log-lines.ts';

/** One call of a function, from whichever trigger. */
export interface FunctionCall {
  readonly fn: HostedFunction;
  /** What came, in a few words, for the log line. */
  readonly what: string;
  readonly data: TypedData;
  readonly metadata?: Readonly<Record<string, TypedData>>;
  readonly retryContext?: RetryContext;
  /** W3C trace context of the caller, if it sent one. */
  readonly traceParent?: string;
  /** The outcome in a word or two for the log line; by default `ok` or `failed`. */
  readonly conclude?: (outcome: InvocationOutcome) => string;
}

/** Calls functions, writes one line for each call, and knows when none is running. */
export interface FunctionRunner {
  run(call: FunctionCall): Promise<InvocationOutcome>;
  /** Settles when no call is running any more. */
  idle(): Promise<void>;
}

/** A runner for this app that writes to `log`, one line at a time. */
export function functionRunner(app: LoadedApp, log: (line: string) => void): FunctionRunner {
  const running = new Set<Promise<unknown>>();
  const run = async (call: FunctionCall): Promise<InvocationOutcome> => {
    const started = performance.now();
    const { fn, data, metadata, retryContext } = call;
    const request = {
      invocationId: randomUUID(),
      inputData: [{ name: fn.trigger.name, data }],
      traceContext: { traceParent: traceParent(call.traceParent) },
      ...(metadata && { triggerMetadata: metadata }),
      ...(retryContext && { retryContext }),
    };
    const outcome = await invoke(app, fn, request, (level, _, message) => {
      if (isShown(level)) log(`  ${fn.name}: ${message}`);
    });
    const conclusion = call.conclude?.(outcome) ?? (outcome.outcome === 'succeeded' ? 'ok' : 'failed');
    log(invocationLine({ name: fn.name, what: call.what, conclusion, milliseconds: performance.now() - started }));
    if (outcome.outcome === 'failed') for (const line of errorLines(outcome.error)) log(line);
    return outcome;
  };
  return {
    run(call) {
      const invocation = run(call);
      running.add(invocation);
      void invocation.finally(() => running.delete(invocation));
      return invocation;
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** The real host shows lines from `information` up unless host.json says otherwise. */
function isShown(level: LogLevel): boolean {
  return level !== 'trace' && level !== 'debug' && level !== 'none';
}

/** Continues the caller's trace or begins one (W3C Trace Context, section 3.2). */
function traceParent(incoming: string | undefined): string {
  const caller = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(incoming ?? '');
  const span = randomBytes(8).toString('hex');
  return caller === null ? `00-${randomBytes(16).toString('hex')}-${span}-01` : `00-${caller[1]}-${span}-${caller[2]}`;
}
