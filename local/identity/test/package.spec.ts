import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { installPackage } from '@annal/local-server/testing/installed-package';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { expect, it } from 'vitest';

const issuerOf = async (program: string, cwd: string) => {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, [program, '--port', '0'], { cwd, stdio: [...stdio] });
  const exited = once(child, 'exit');
  const end = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  for await (const line of createInterface(child.stdout)) {
    const issuer = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (issuer !== undefined) return { issuer, [Symbol.asyncDispose]: end };
  }
  throw new Error('The program has ended.');
};

it('The package, in an empty folder, gives tokens that verify', async () => {
  using installed = await installPackage(resolve(import.meta.dirname, '..'));
  await using running = await issuerOf(installed.program('annal-identity'), installed.folder);
  const { issuer } = running;
  const token = await (await fetch(`${issuer}/token?name=bob&roles=clerk`)).text();
  const keys = createLocalJWKSet((await (await fetch(`${issuer}/keys`)).json()) as JSONWebKeySet);
  const { payload } = await jwtVerify(token, keys, { issuer });
  expect(payload).toMatchObject({ sub: 'bob', roles: ['clerk'] });
});
