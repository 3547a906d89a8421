// Runs the bundle under the Functions Core Tools, against the servers that the settings name. Arguments go to `func start`.
import { spawnSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './build.ts';

const root = resolve(import.meta.dirname, '..');
// Not dist/, which is deployed: the settings that go beside the bundle may be secrets.
const { folder } = await build(root, join(root, '.annal', 'func'));
const own = join(root, 'local.settings.json');
await copyFile(existsSync(own) ? own : join(root, 'local.settings.example.json'), join(folder, 'local.settings.json'));
const { error, status } = spawnSync('func', ['start', ...process.argv.slice(2)], { cwd: folder, stdio: 'inherit' });
if (error !== undefined)
  console.error(
    `The Functions Core Tools cannot be started (${error.message}). Install them ` +
      '(https://learn.microsoft.com/azure/azure-functions/functions-run-local), or do without: npm start needs none.',
  );
process.exitCode = status ?? 1;
