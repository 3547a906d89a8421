// Plays the part of Azure's Node worker, as its contract says, and shares nothing with local/functions: gives
// `@azure/functions-core` to whoever requires it, loads the files that `main` names, and calls functions through the
// library's programming model. What the worker gets over gRPC comes here over the channel to the parent process.
import { globSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CoreInvocationContext,
  FunctionCallback,
  FunctionMetadata,
  InvocationRequest,
  InvocationResponse,
  ProgrammingModel,
  TypedData,
} from '../worker/rpc.ts';
import type { IndexedFunction, WorkerAnswer, WorkerRequest } from './messages.ts';

type Hook = (context: object) => unknown;

const functions = new Map<string, { readonly metadata: FunctionMetadata; readonly callback: FunctionCallback }>();
const hooks: Readonly<Record<string, Hook[]>> = {
  appStart: [],
  preInvocation: [],
  postInvocation: [],
  log: [],
  appTerminate: [],
};
let model: ProgrammingModel | undefined;
let hasStarted = false;

class Disposable {
  readonly #undo: () => void;

  constructor(undo: () => void) {
    this.#undo = undo;
  }

  dispose(): void {
    this.#undo();
  }
}

const core = {
  version: '3.12.0',
  hostVersion: '4.1052.200',
  Disposable,
  log: () => undefined,
  setProgrammingModel: (given: ProgrammingModel) => void (model = given),
  getProgrammingModel: () => model,
  registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => {
    if (hasStarted) throw new Error('A function can only be registered during app startup.');
    const id = `id-of-${metadata.name}`;
    functions.set(id, { metadata, callback });
    return new Disposable(() => void functions.delete(id));
  },
  registerHook: (name: string, callback: Hook) => {
    const known = hooks[name];
    if (known === undefined) throw new RangeError(`Unrecognized hook "${name}"`);
    known.push(callback);
    return new Disposable(() => void known.splice(known.indexOf(callback), 1));
  },
};

const prototype = Module.prototype as unknown as { require: (id: string) => unknown };
prototype.require = new Proxy(prototype.require, {
  apply: (require, module, args: [string]) =>
    args[0] === '@azure/functions-core' ? core : Reflect.apply(require, module, args),
});

const runHooks = async (name: string, context: object): Promise<void> => {
  for (const hook of hooks[name] ?? []) await hook(context);
};

const start = async (app: string): Promise<Record<string, string>> => {
  const { main, type } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as Record<string, string>;
  if (type !== 'module') throw new Error('This worker loads ES modules only.');
  const files = globSync(main ?? '', { cwd: app }).sort();
  if (files.length === 0) throw new Error(`Found zero files matching "${String(main)}".`);
  for (const file of files) await import(pathToFileURL(join(app, file)).href);
  await runHooks('appStart', { hookData: {}, functionAppDirectory: app });
  if (model === undefined) throw new Error('No programming model was set.');
  return model.getCapabilities({ RpcHttpBodyOnly: 'true', UseNullableValueDictionaryForHttp: 'true' });
};

/** What the host sees of the functions. From here on none can be registered. */
const index = (): readonly IndexedFunction[] => {
  hasStarted = true;
  return [...functions].map(([functionId, { metadata }]) => ({
    functionId,
    name: metadata.name,
    rawBindings: Object.entries(metadata.bindings).map(([name, binding]) => JSON.stringify({ ...binding, name })),
  }));
};

const invoke = async (functionId: string, request: InvocationRequest): Promise<InvocationResponse> => {
  const registered = functions.get(functionId);
  if (registered === undefined || model === undefined) throw new Error(`${functionId} is not loaded.`);
  const context: CoreInvocationContext = {
    invocationId: request.invocationId,
    request: decoded(request),
    metadata: registered.metadata,
    log: () => undefined,
  };
  const during = async <T>(state: NonNullable<CoreInvocationContext['state']>, work: () => Promise<T>): Promise<T> => {
    context.state = state;
    return work().finally(() => delete context.state);
  };
  const invocation = model.getInvocationModel(context);
  const { context: invocationContext, inputs } = await invocation.getArguments();
  const hookData = {};
  const before = { hookData, invocationContext, functionCallback: registered.callback, inputs };
  await during('preInvocationHooks', () => runHooks('preInvocation', before));
  const after = {
    hookData,
    invocationContext,
    inputs: before.inputs,
    result: null as unknown,
    error: null as unknown,
  };
  await during('invocation', async () => {
    try {
      after.result = await invocation.invokeFunction(invocationContext, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error;
    }
  });
  await during('postInvocationHooks', () => runHooks('postInvocation', after));
  if (after.error !== null) throw after.error as Error;
  return invocation.getResponse(invocationContext, after.result);
};

/** Values as protobuf decodes them: the members that are not set are there, and null. */
const nothingSet = { string: null, json: null, bytes: null, stream: null, http: null, int: null, double: null };
const valueOf = (data: TypedData) => ({ ...nothingSet, ...data }) as unknown as TypedData;
const decoded = (request: InvocationRequest): InvocationRequest => ({
  ...request,
  inputData: request.inputData.map(({ name, data }) => ({ name, data: valueOf(data) })),
  triggerMetadata: Object.fromEntries(
    Object.entries(request.triggerMetadata ?? {}).map(([name, data]) => [name, valueOf(data)]),
  ),
});

const answer = async (request: WorkerRequest): Promise<unknown> => {
  switch (request.kind) {
    case 'start':
      return start(request.app);
    case 'index':
      return index();
    case 'invoke':
      return invoke(request.functionId, request.request);
    case 'terminate':
      return runHooks('appTerminate', { hookData: {} });
  }
};

process.on('message', (request: WorkerRequest) => {
  const { number } = request;
  answer(request).then(
    (result) => process.send?.({ number, result } satisfies WorkerAnswer),
    (error: unknown) =>
      process.send?.({ number, error: (error as Error).stack ?? String(error) } satisfies WorkerAnswer),
  );
});
process.on('disconnect', () => process.exit(0));
