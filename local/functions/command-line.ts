import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandLineError, parseOptions, readPort } from '@annal/local-server';
import { readLocalSettings } from './host/local-settings.ts';
import type { FunctionsHostOptions } from './start-functions-host.ts';

/** What a person may say who starts the host. */
export const usage = `A host for Azure Functions apps in Node, on this machine.

Usage: annal-functions [options]    (in a checkout: node local/functions [options])

  --app FOLDER       the app: package.json, whose "main" names the files, and host.json (the current folder)
  --port N           where it listens, on 127.0.0.1; 0 means any free port
                     (ANNAL_FUNCTIONS_PORT, LocalHttpPort of the settings, or 7071)
  --data FOLDER      where it keeps keys and timers, made when missing; without it they end with the host
  --settings FILE    settings of the app; the environment is stronger (local.settings.json of the app)
  --functions A,B    runs these functions only
  --no-keys          asks nobody for a key
  --rewrite-dates    rewrites dates and times in documents of a change feed, whatever host.json says, as in Azure an
                     extension bundle does that does not know the setting
  --help             shows this`;

const text = { type: 'string' } as const;
const options = {
  app: { ...text, default: '.' },
  port: text,
  data: text,
  settings: text,
  functions: text,
  'no-keys': { type: 'boolean', default: false },
  'rewrite-dates': { type: 'boolean', default: false },
} as const;
const setting = 'ANNAL_FUNCTIONS_PORT';

/** How the host shall be started. Throws a StartupError that says what is wrong with an option or the settings file. */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): FunctionsHostOptions {
  const values = parseOptions(argv, options, usage);
  const appRoot = resolve(values.app);
  if (!existsSync(appRoot)) throw commandLineError(`There is no folder ${appRoot}: --app names the app.`, usage);
  const file = readLocalSettings(resolve(values.settings ?? join(appRoot, 'local.settings.json')));
  return {
    appRoot,
    port: readPort(['--port', values.port], [setting, environment[setting]], file.port ?? 7071, usage),
    // What the environment says is stronger, as with the Core Tools.
    settings: { ...file.values, ...(environment as Record<string, string>) },
    keys: !values['no-keys'],
    rewriteDates: values['rewrite-dates'],
    ...(file.cors !== undefined && { crossOrigin: { origins: file.cors, credentials: file.corsCredentials } }),
    ...(values.functions !== undefined && { functions: values.functions.split(',').map((name) => name.trim()) }),
    ...(values.data !== undefined && { data: resolve(values.data) }),
  };
}
