import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { InvocationResponse, RetryContext, TypedData } from '../worker/rpc.ts';
import type { IndexedFunction, WorkerAnswer, WorkerCall } from './messages.ts';

/** A binding as a function's raw bindings have it. */
export interface RawBinding {
  readonly name: string;
  readonly type: string;
  readonly [option: string]: unknown;
}

/** A function of the app, and its trigger. */
export interface WorkerFunction {
  readonly name: string;
  readonly trigger: RawBinding;
  /** Calls it with the trigger's value as the host sends it. Rejects when the function, a hook or its answer fails. */
  readonly invoke: (
    data: TypedData,
    triggerMetadata?: Readonly<Record<string, TypedData>>,
    retryContext?: RetryContext,
  ) => Promise<InvocationResponse>;
}

/** An app in a Node worker: a plain process in which nothing of local/functions runs. */
export interface Worker {
  readonly capabilities: Readonly<Record<string, string>>;
  readonly functions: readonly WorkerFunction[];
  /** In good order, or at once. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Starts a worker on the app in this folder, which must be whole: no package is found from there but what it brings. */
export const startWorker = async (app: string, settings: Readonly<Record<string, string>>): Promise<Worker> => {
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    cwd: app,
    env: { ...process.env, ...settings, FUNCTIONS_WORKER_RUNTIME: 'node' },
    // Bytes stay bytes.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  child.on('message', ({ number, result, error }: WorkerAnswer) => {
    if (error === undefined) waiting.get(number)?.resolve(result);
    else waiting.get(number)?.reject(new Error(error));
    waiting.delete(number);
  });
  const exited = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('The worker has ended.'));
  });
  const ask = <T>(call: WorkerCall): Promise<T> => {
    const answer = Promise.withResolvers<unknown>();
    waiting.set((asked += 1), answer);
    child.send({ number: asked, ...call });
    return answer.promise as Promise<T>;
  };
  const capabilities = await ask<Record<string, string>>({ kind: 'start', app });
  const indexed = await ask<readonly IndexedFunction[]>({ kind: 'index' });
  return {
    capabilities,
    functions: indexed.map(({ functionId, name, rawBindings }) => {
      const trigger = triggerOf(rawBindings);
      return {
        name,
        trigger,
        invoke: (data, triggerMetadata = {}, retryContext) => {
          const inputData = [{ name: trigger.name, data }];
          const invocationId = randomUUID();
          const common = { invocationId, inputData, triggerMetadata: { ...triggerMetadata, sys: system(name) } };
          const traceContext = { traceParent: `00-${randomUUID().replaceAll('-', '')}-00f067aa0ba902b7-01` };
          const request = { ...common, traceContext, ...(retryContext && { retryContext }) };
          return ask<InvocationResponse>({ kind: 'invoke', functionId, request });
        },
      };
    }),
    end: async (signal) => {
      if (signal === 'SIGTERM') await ask({ kind: 'terminate' });
      child.kill('SIGKILL');
      await exited;
    },
  };
};

const triggerOf = (rawBindings: readonly string[]): RawBinding => {
  const bindings = rawBindings.map((text) => JSON.parse(text) as RawBinding);
  const trigger = bindings.find(({ type }) => type.endsWith('Trigger'));
  if (trigger === undefined) throw new Error(`There is no trigger among ${rawBindings.join()}.`);
  return trigger;
};

/** What the host adds to the metadata of every call. */
const system = (name: string): TypedData => ({
  json: JSON.stringify({ MethodName: name, UtcNow: new Date().toISOString(), RandGuid: randomUUID() }),
});
