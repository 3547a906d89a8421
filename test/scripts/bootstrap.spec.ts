import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
let root: string;

/** Stands in for npm: counts its calls, takes as long as it is asked to, and leaves what `npm ci` leaves, or fails as asked. */
const npm = `#!/bin/sh
echo "$@" >> npm-calls
while [ -f npm-waits ]; do sleep 0.05; done
if [ -f npm-fails ]; then cat npm-fails >&2; exit 1; fi
mkdir -p node_modules
cp package-lock.json node_modules/.package-lock.json
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annal-bootstrap-'));
  cpSync(join(project, 'scripts/bootstrap.mjs'), join(root, 'scripts/bootstrap.mjs'));
  cpSync(join(project, 'scripts/bootstrap'), join(root, 'scripts/bootstrap'), { recursive: true });
  write('tools/node24/package.json', '{}');
  writeLock('1.0.0');
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin/npm'), npm, { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};
const writeLock = (version: string, path = 'package-lock.json') =>
  write(
    path,
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { optional: true } } }),
  );
const start = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['scripts/bootstrap.mjs', ...args], {
    cwd: root,
    env: { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH']}`, npm_lifecycle_event: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const outcome = async (child: ChildProcess) => {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
};
const bootstrap = (...args: readonly string[]) => outcome(start(...args));
const installs = () =>
  existsSync(join(root, 'npm-calls')) ? readFileSync(join(root, 'npm-calls'), 'utf8').split('\n').length - 1 : 0;

describe('The bootstrap', () => {
  it('passes on a setting of the Functions host that the shell of npm drops, as its name has dots', async () => {
    write('settings.mjs', "console.log(JSON.stringify(process.env['AzureWebJobs.SendMails.Disabled'] ?? 'dropped'))");
    const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH']}` };
    const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/bootstrap.mjs settings.mjs; true`], {
      cwd: root,
      env: { ...env, 'AzureWebJobs.SendMails.Disabled': 'true=1', npm_lifecycle_event: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect((await outcome(shell)).text).toContain('"true=1"');
  });

  it('installs the lockfile once, and does nothing the next time', async () => {
    expect((await bootstrap()).text).toMatch(/Installing.*\nInstalled in/);
    expect(readFileSync(join(root, 'npm-calls'), 'utf8')).toMatch(/^ci /);
    expect(await bootstrap()).toEqual({ code: 0, text: '' });
    expect(installs()).toBe(1);
  });

  it('installs again when the lockfile asks for something else', async () => {
    await bootstrap();
    writeLock('2.0.0');
    await bootstrap();
    expect(installs()).toBe(2);
  });

  it('accepts an install by hand that has every package in its version, except for optional ones', async () => {
    writeLock('1.0.0', 'node_modules/.package-lock.json');
    expect(await bootstrap()).toEqual({ code: 0, text: '' });
    expect(installs()).toBe(0);
  });

  it('does not accept other versions that were installed by hand', async () => {
    writeLock('0.9.0', 'node_modules/.package-lock.json');
    await bootstrap();
    expect(installs()).toBe(1);
  });

  it('does not accept packages of a former checkout, to which no workspace is linked', async () => {
    writeLock('1.0.0', 'node_modules/.package-lock.json');
    const workspaces = { 'local/c': { version: '1.0.0' }, 'node_modules/c': { resolved: 'local/c', link: true } };
    write('package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' }, ...workspaces } }));
    await bootstrap();
    expect(installs()).toBe(1);
    expect(await bootstrap()).toEqual({ code: 0, text: '' });
  });

  it('does not accept a record of workspaces that are not linked', async () => {
    const linked = { 'node_modules/c': { resolved: 'local/c', link: true } };
    const lock = JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' }, ...linked } });
    write('package-lock.json', lock);
    write('node_modules/.package-lock.json', lock);
    await bootstrap();
    expect(installs()).toBe(1);
  });

  it('leaves alone the checkout that its packages were copied from with hard links', async () => {
    write('node_modules/.annal-lock', 'of the other checkout');
    linkSync(join(root, 'node_modules/.annal-lock'), join(root, 'other'));
    await bootstrap();
    expect(readFileSync(join(root, 'other'), 'utf8')).toBe('of the other checkout');
  });

  it('installs once when two start at once', async () => {
    write('npm-waits', '');
    const children = [start(), start(), start()];
    const othersWait = Promise.withResolvers<undefined>();
    let waiting = 0;
    for (const child of children)
      child.stderr?.on('data', (part) => {
        if (String(part).includes('Another install is running')) waiting += 1;
        if (waiting === 2) othersWait.resolve(undefined);
      });
    const outcomes = Promise.all(children.map(outcome));
    await othersWait.promise;
    rmSync(join(root, 'npm-waits'));
    expect((await outcomes).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(installs()).toBe(1);
  });

  it('does not wait for one that was killed while it installed', async () => {
    write('.annal/install.lock', '999999999');
    expect((await bootstrap()).code).toBe(0);
    expect(existsSync(join(root, '.annal/install.lock'))).toBe(false);
  });

  it('says what to do when the registry cannot be reached, and installs once it can be', async () => {
    write('npm-fails', 'npm error code ENOTFOUND');
    const { code, text } = await bootstrap('script.mjs');
    expect(code).toBe(1);
    expect(text).toMatch(/ENOTFOUND[^]*registry could not be reached: check the network/);
    rmSync(join(root, 'npm-fails'));
    expect((await bootstrap()).code).toBe(0);
  });
});

describe('A script under the bootstrap', () => {
  beforeEach(() => writeLock('1.0.0', 'node_modules/.package-lock.json'));

  it('gets its arguments, finds the tools first, and gives its exit code', async () => {
    write(
      'script.mjs',
      'console.log(JSON.stringify([process.argv.slice(2), process.env.PATH.split(":")[0]])); process.exit(7);',
    );
    const { code, text } = await bootstrap('script.mjs', 'a', 'b c');
    expect({ code, told: JSON.parse(text) as unknown }).toEqual({
      code: 7,
      told: [['a', 'b c'], join(root, 'node_modules/.bin')],
    });
  });

  it('runs on Node 24 or later', async () => {
    write('script.mjs', 'console.log(process.versions.node.split(".")[0])');
    expect(Number((await bootstrap('script.mjs')).text)).toBeGreaterThanOrEqual(24);
  });

  it('keeps the compile cache of Node in node_modules, or where a setting says', async () => {
    write('script.mjs', 'process.stdout.write(process.env.NODE_COMPILE_CACHE)');
    vi.stubEnv('NODE_COMPILE_CACHE', undefined);
    expect((await bootstrap('script.mjs')).text).toBe(join(root, 'node_modules/.cache/compiled'));
    vi.stubEnv('NODE_COMPILE_CACHE', join(root, 'elsewhere'));
    expect((await bootstrap('script.mjs')).text).toBe(join(root, 'elsewhere'));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('gets %s once, and the bootstrap waits for it', async (signal) => {
    write(
      'script.mjs',
      `let count = 0;
       process.on('${signal}', () => { if (++count === 1) setTimeout(() => { console.log('heard', count); process.exit(3); }, 300); });
       setInterval(() => undefined, 1000);
       console.log('up');`,
    );
    const child = start('script.mjs');
    const ended = outcome(child);
    if (child.stdout) await once(child.stdout, 'data');
    child.kill(signal);
    expect(await ended).toEqual({ code: 3, text: 'up\nheard 1\n' });
  });

  it('that a signal ended gives the exit code of the shell', async () => {
    write('script.mjs', `process.kill(process.pid, 'SIGKILL');`);
    expect((await bootstrap('script.mjs')).code).toBe(137);
  });
});
