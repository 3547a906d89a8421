import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { installPackage, type InstalledPackage } from '@annal/local-server/testing/installed-package';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { givenClient } from './support/broker.ts';

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await installPackage(resolve(import.meta.dirname, '..'));
});
afterAll(() => installed[Symbol.dispose]());

/** Starts the program of the package as its user does, on free ports, and gives what it says of itself. */
const startProgram = async () => {
  const argv = [installed.program('annal-service-bus'), '--port', '0', '--administration-port', '0', '--memory'];
  writeFileSync(join(installed.folder, 'declared.json'), JSON.stringify({ queues: [{ name: 'orders' }] }));
  argv.push('--declare', 'declared.json');
  const child = spawn(process.execPath, argv, { cwd: installed.folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let page = '';
  for await (const line of createInterface(child.stdout)) {
    page ||= /http:\S+\/_local\//.exec(line)?.[0] ?? '';
    const connectionString = /Endpoint=sb:.*;/.exec(line)?.[0];
    if (connectionString !== undefined) return { connectionString, page };
  }
  throw new Error('The program has ended.');
};

describe('The package, in an empty folder', () => {
  it('serves the real SDK: a message is sent, received and settled', async () => {
    const { connectionString } = await startProgram();
    const client = givenClient({ connectionString });
    await client.createSender('orders').sendMessages({ body: { total: 5 } });
    const receiver = client.createReceiver('orders');
    const [message] = await receiver.receiveMessages(1);
    expect(message?.body).toEqual({ total: 5 });
    if (message) await receiver.completeMessage(message);
  });

  it('shows its page, with every file of it', async () => {
    const { page } = await startProgram();
    const names = readdirSync(resolve(import.meta.dirname, '../administration/face/page'));
    const paths = ['', 'page.css', ...names.filter((name) => name !== 'index.html')];
    const answers = await Promise.all(paths.map(async (path) => (await fetch(page + path)).status));
    expect(answers).toEqual(paths.map(() => 200));
  });
});
