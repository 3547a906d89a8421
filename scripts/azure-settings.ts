// Writes local.settings.json so that the app on this machine uses the services of the chosen azd environment.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { azureSettings, type BackgroundFunctions, type LocalSettings } from './azure-settings/local-settings.ts';

const root = resolve(import.meta.dirname, '..');
const readJson = (path: string): unknown => JSON.parse(readFileSync(resolve(root, path), 'utf8'));

/** What the chosen environment has put out. Throws when azd is not installed, or no environment is chosen. */
const outputsOfAzd = (): Record<string, string> =>
  JSON.parse(execFileSync('azd', ['env', 'get-values', '--output', 'json'], { cwd: root, encoding: 'utf8' })) as Record<
    string,
    string
  >;

interface Options {
  readonly follow: boolean;
  readonly overwrite: boolean;
  readonly file: string;
}

const write = ({ follow, overwrite, file: name }: Options): void => {
  const file = resolve(root, name);
  if (existsSync(file) && !overwrite) throw new Error(`${name} is there already. --overwrite replaces it.`);
  const settings = azureSettings({
    outputs: outputsOfAzd(),
    example: readJson('local.settings.example.json') as LocalSettings,
    background: readJson('infra/functions.json') as BackgroundFunctions,
    follows: follow,
  });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  const addresses = `${settings.Values['COSMOS__accountEndpoint']} and what belongs to it`;
  console.log(`${name} names ${addresses}. npm run start:func uses it, as you (az login).`);
  if (!follow) console.log('Functions that no request starts are disabled here: those in Azure do their work.');
};

try {
  const flag = { type: 'boolean', default: false } as const;
  const file = { type: 'string', default: 'local.settings.json' } as const;
  const options = { follow: flag, overwrite: flag, file };
  write(parseArgs({ options }).values);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
