import { join } from 'node:path';
import { emptyRegistry, installCoreApi, loadApp } from '@annal/local-functions/worker';
import { someSettings } from './some-settings.ts';

/** One function of the app, as it is registered with the Functions host. */
export interface RegisteredFunction {
  readonly name: string;
  readonly trigger: Readonly<Record<string, unknown>>;
  readonly retry: unknown;
  readonly callback: unknown;
}

/** Loads the real entry files, the way the Node worker does, and returns what they register. Once for each process. */
export async function registeredApp(
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly RegisteredFunction[]> {
  Object.assign(process.env, someSettings, settings);
  const registry = emptyRegistry();
  installCoreApi(registry, () => undefined);
  await loadApp(join(import.meta.dirname, '../..'), registry);
  return registry.functions.map(({ metadata: { name, bindings, retryOptions }, callback }) => ({
    name,
    trigger: Object.values(bindings).find(({ type }) => type?.endsWith('Trigger') ?? false) ?? {},
    retry: retryOptions,
    callback,
  }));
}
