import { randomUUID } from 'node:crypto';
import { invoke, type InvocationOutcome, type LoadedApp } from '../worker/invoke.ts';
import type { InputData, InvocationResponse, LogLevel, TypedData } from '../worker/rpc.ts';
import type { FunctionCall, FunctionRunner } from './function-call.ts';
import type { HostedFunction } from './hosted-function.ts';
import { errorLines, invocationLine } from './log-lines.ts';
import { unlessTooLong } from './time-out.ts';
import { traceId, traceParent } from './trace.ts';

/** What a function reads before its call and writes after it, beside its trigger. A failure fails the call. */
export interface FunctionBindings {
  read(metadata: Readonly<Record<string, TypedData>>): Promise<readonly InputData[]>;
  write(response: InvocationResponse): Promise<void>;
}

/** What running an app's functions takes. */
export interface Running {
  readonly app: LoadedApp;
  readonly bindingsOf: (fn: HostedFunction) => FunctionBindings;
  /** How long one call may take, in milliseconds; undefined for as long as it wants. */
  readonly timeout: number | undefined;
  readonly log: (line: string) => void;
}

/** A runner for this app that writes to `log`, one line at a time. */
export function functionRunner(host: Running): FunctionRunner {
  const running = new Set<Promise<unknown>>();
  return {
    run(call) {
      const invocation = run(host, call);
      running.add(invocation);
      void invocation.finally(() => running.delete(invocation));
      return invocation;
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

async function run(host: Running, call: FunctionCall): Promise<InvocationOutcome> {
  const started = performance.now();
  const parent = traceParent(call.traceParent);
  const outcome = await unlessTooLong(attempt(host, call, parent), host.timeout, call.fn.name);
  host.log(
    invocationLine({
      name: call.fn.name,
      trigger: call.fn.trigger.kind,
      what: call.what,
      conclusion: call.conclude?.(outcome) ?? (outcome.outcome === 'succeeded' ? 'ok' : 'failed'),
      milliseconds: performance.now() - started,
      correlationId: call.correlationId ?? traceId(parent),
    }),
  );
  if (outcome.outcome === 'failed') for (const line of errorLines(outcome.error)) host.log(line);
  return outcome;
}

/** Inputs, the function, outputs: an output that fails after the function has run fails the call as well. */
async function attempt(
  { app, bindingsOf, log }: Running,
  call: FunctionCall,
  parent: string,
): Promise<InvocationOutcome> {
  const { fn, data, metadata, retryContext, invocationId = randomUUID() } = call;
  const bindings = bindingsOf(fn);
  try {
    const request = {
      invocationId,
      inputData: [{ name: fn.trigger.name, data }, ...(await bindings.read(metadata ?? {}))],
      traceContext: { traceParent: parent },
      ...(metadata && { triggerMetadata: metadata }),
      ...(retryContext && { retryContext }),
    };
    const outcome = await invoke(app, fn, request, (level, _, message) => {
      if (isShown(level)) log(`  ${fn.name}: ${message}`);
    });
    return outcome.outcome === 'succeeded' ? await written(bindings, outcome) : outcome;
  } catch (error) {
    return { outcome: 'failed', error };
  }
}

async function written(
  bindings: FunctionBindings,
  outcome: Extract<InvocationOutcome, { outcome: 'succeeded' }>,
): Promise<InvocationOutcome> {
  try {
    await bindings.write(outcome.response);
    return outcome;
  } catch (error) {
    return { ...outcome, outcome: 'failed', error };
  }
}

/** The real host shows lines from `information` up unless host.json says otherwise. */
function isShown(level: LogLevel): boolean {
  return level !== 'trace' && level !== 'debug' && level !== 'none';
}
