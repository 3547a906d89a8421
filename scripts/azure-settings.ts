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

const write = ({ follow, overwrite }: { follow: boolean; overwrite: boolean }): void => {
  const file = resolve(root, 'local.settings.json');
  if (existsSync(file) && !overwrite) throw new Error('local.settings.json is there already. --overwrite replaces it.');
  const settings = azureSettings({
    outputs: outputsOfAzd(),
    example: readJson('local.settings.example.json') as LocalSettings,
    background: readJson('infra/functions.json') as BackgroundFunctions,
    follows: follow,
  });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  const addresses = `${settings.Values['COSMOS__accountEndpoint']} and what belongs to it`;
  console.log(`local.settings.json names ${addresses}. npm run start:func uses it, as you (az login).`);
  if (!follow) console.log('Functions that no request starts are disabled here: those in Azure do their work.');
};

try {
  const options = {
    follow: { type: 'boolean', default: false },
    overwrite: { type: 'boolean', default: false },
  } as const;
  write(parseArgs({ options }).values);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
