import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartupError } from '@annal/local-server';
import type { AppRegistry } from './app-registry.ts';
import { findEntryFiles } from './entry-files.ts';
import type { LoadedApp } from './invoke.ts';

/**
 * Loads an app as the Node worker does: every entry file, then its appStart hooks, then the library's capabilities,
 * which locks its set-up. Afterwards nothing can be registered.
 *
 * A StartupError says which file failed and why, or that no file registered anything; the real host answers both with
 * "No job functions found".
 */
export async function loadApp(appRoot: string, registry: AppRegistry): Promise<LoadedApp> {
  const files = findEntryFiles(appRoot);
  for (const file of files) await importEntry(appRoot, file);
  const { model } = registry;
  if (model === undefined || registry.functions.length === 0)
    throw new StartupError(
      `${files.length} entry file(s) of ${appRoot} were loaded and none registered a function. ` +
        'Registration must happen when the file is loaded, with the copy of @azure/functions that the app itself imports.',
    );
  for (const hook of registry.hooks.appStart) await hook({ hookData: {} });
  registry.isLocked = true;
  const capabilities = await model.getCapabilities({});
  return { registry, model, httpUri: capabilities['HttpUri'] };
}

async function importEntry(appRoot: string, file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new StartupError(`${relative(appRoot, file)} failed to load, so the app cannot start:\n${reason}`);
  }
}
