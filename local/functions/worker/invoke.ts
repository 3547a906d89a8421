import type { AppRegistry, Hook } from './app-registry.ts';
import type {
  CoreInvocationContext,
  FunctionCallback,
  FunctionMetadata,
  InvocationRequest,
  InvocationResponse,
  LogCategory,
  LogLevel,
  ProgrammingModel,
} from './rpc.ts';

/** A loaded app, ready to be called. */
export interface LoadedApp {
  readonly registry: AppRegistry;
  readonly model: ProgrammingModel;
  /** Where the library wants HTTP requests sent to when the app streams them (capability `HttpUri`). */
  readonly httpUri: string | undefined;
}

/** A function as registered. */
export interface Invocable {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/**
 * How a call ended. Failed means that the handler, a hook or the conversion of its result threw. `result` is what the
 * function, or a hook in its place, gave: absent when the call failed before it gave anything. A failure with a
 * response is one of the host's, after the app had done its part.
 */
export type InvocationOutcome =
  | { readonly outcome: 'succeeded'; readonly response: InvocationResponse; readonly result: unknown }
  | {
      readonly outcome: 'failed';
      readonly error: unknown;
      readonly result?: unknown;
      readonly response?: InvocationResponse;
    };

/** Takes the lines that a function and the library write while it runs. */
export type InvocationLog = (level: LogLevel, category: LogCategory, message: string) => void;

/**
 * Calls one function the way the Node worker does: arguments, preInvocation hooks, handler, postInvocation hooks,
 * response. Pre hooks may replace inputs and handler; post hooks see and may replace result and error, so setting the
 * error to null turns a failure into a success. Never throws.
 */
export async function invoke(
  app: LoadedApp,
  fn: Invocable,
  request: InvocationRequest,
  log: InvocationLog,
): Promise<InvocationOutcome> {
  const core: CoreInvocationContext = {
    invocationId: request.invocationId,
    request,
    metadata: fn.metadata,
    log: (level, category, message) => logThroughHooks(app.registry.hooks.log, { level, category, message }, log),
  };
  try {
    return await runSteps(app, fn.callback, core);
  } catch (error) {
    return { outcome: 'failed', error };
  }
}

async function runSteps(
  app: LoadedApp,
  callback: FunctionCallback,
  core: CoreInvocationContext,
): Promise<InvocationOutcome> {
  const model = app.model.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  const hookData = {};

  core.state = 'preInvocationHooks';
  const before = { hookData, invocationContext: context, functionCallback: callback, inputs };
  for (const hook of app.registry.hooks.preInvocation) await hook(before);

  core.state = 'invocation';
  const after: { hookData: object; invocationContext: unknown; inputs: unknown[]; result: unknown; error: unknown } = {
    hookData,
    invocationContext: context,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('The handler threw nothing (undefined or null).');
  }

  core.state = 'postInvocationHooks';
  for (const hook of app.registry.hooks.postInvocation) await hook(after);
  if (after.error !== null && after.error !== undefined) return { outcome: 'failed', error: after.error };
  delete core.state;
  const { result } = after;
  try {
    return { outcome: 'succeeded', response: await model.getResponse(context, result), result };
  } catch (error) {
    return { outcome: 'failed', error, result };
  }
}

interface LogLine {
  level: LogLevel;
  category: LogCategory;
  message: string;
}

/** Log hooks may change a line of the app, never one of the system; what a hook throws is swallowed. */
function logThroughHooks(hooks: readonly Hook[], line: LogLine, log: InvocationLog): void {
  const seen: LogLine & Record<string, unknown> = { ...line };
  for (const hook of hooks) {
    try {
      hook(seen);
    } catch {
      // A hook that fails must not fail the function that logged (the worker's rule).
    }
  }
  const shown = line.category === 'user' ? seen : line;
  log(shown.level, line.category, shown.message);
}
