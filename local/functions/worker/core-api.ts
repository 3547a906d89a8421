import { Module } from 'node:module';
import { hookNames, type AppRegistry, type Hook, type HookName } from './app-registry.ts';
import type { FunctionCallback, FunctionMetadata, LogCategory, LogLevel, ProgrammingModel } from './rpc.ts';

const coreModule = '@azure/functions-core';

/** Takes the lines that library and app write outside of an invocation. */
export type AppLog = (level: LogLevel, category: LogCategory, message: string) => void;

/**
 * Gives `@azure/functions-core` to the library the way the Node worker does: it is no package, `require` answers it.
 *
 * It must come before the first import of the app. The library asks once and, when it gets nothing, stays in "test
 * mode", where every registration is skipped with a warning. Both the package and bundles that keep the module
 * external come here, since either reaches it through `require`.
 */
export function installCoreApi(registry: AppRegistry, log: AppLog): void {
  const api = coreApi(registry, log);
  const prototype = Module.prototype as unknown as { require: (id: string) => unknown };
  const original = prototype.require;
  prototype.require = function requireWithCore(this: unknown, id: string): unknown {
    return id === coreModule ? api : original.call(this, id);
  };
}

function coreApi(registry: AppRegistry, log: AppLog): Record<string, unknown> {
  return {
    version: '3.12.0',
    hostVersion: '4.1052.200',
    Disposable,
    log,
    setProgrammingModel: (model: ProgrammingModel) => void (registry.model = model),
    getProgrammingModel: () => registry.model,
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) =>
      registerFunction(registry, metadata, callback),
    registerHook: (name: string, callback: Hook) => registerHook(registry, name, callback),
  };
}

function registerFunction(registry: AppRegistry, metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  if (registry.isLocked) throw systemError(Error, 'A function can only be registered during app startup.');
  const entry = { metadata, callback };
  registry.functions.push(entry);
  return new Disposable(() => {
    if (registry.isLocked) throw systemError(Error, 'A function can only be disposed during app startup.');
    registry.functions.splice(registry.functions.indexOf(entry), 1);
  });
}

function registerHook(registry: AppRegistry, name: string, callback: Hook): Disposable {
  if (!hookNames.some((known) => known === name)) throw systemError(RangeError, `Unrecognized hook "${name}"`);
  const hooks = registry.hooks[name as HookName];
  hooks.push(callback);
  return new Disposable(() => void hooks.splice(hooks.indexOf(callback), 1));
}

/** The mark is what the library looks for when it tells the worker's errors from the app's. */
function systemError(type: ErrorConstructor | RangeErrorConstructor, message: string): Error {
  return Object.assign(new type(message), { isAzureFunctionsSystemError: true });
}

/** What a registration gives back: taking it back is `dispose()`. Part of the core module's contract. */
class Disposable {
  readonly #undo: () => void;

  constructor(undo: () => void) {
    this.#undo = undo;
  }

  dispose(): void {
    this.#undo();
  }
}
