import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { installPackage } from '@annal/local-server/testing/installed-package';
import { expect, it, onTestFinished } from 'vitest';
import { bundle } from './support/bundle.ts';

/** Starts the program on an app, and gives its address. */
const start = async (program: string, app: string, cwd: string): Promise<string> => {
  const argv = [program, '--app', app, '--port', '0', '--no-keys'];
  const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  for await (const line of createInterface(child.stdout)) {
    const url = /^functions: (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The program has ended.');
};

it('The package, in an empty folder, runs an app with the real library', async () => {
  using installed = await installPackage(resolve(import.meta.dirname, '..'));
  const app = await bundle(join(import.meta.dirname, 'apps/http'), join(installed.folder, 'app'));
  const url = await start(installed.program('annal-functions'), app, installed.folder);
  const response = await fetch(`${url}/api/things/5`);
  expect(response.status).toBe(200);
});
