import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { looseEntries } from '@annal/local-server/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { freePortSettings } from '../../../bench/start/free-ports.ts';
import { isListening, startSystem, type SystemProcess } from './support/system-process.ts';

const systems: SystemProcess[] = [];
let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'annal-start-'));
});
afterEach(async () => {
  for (const system of systems.splice(0)) {
    system.signal('SIGTERM');
    await system.ended();
  }
  rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

const start = async (more: Readonly<Record<string, string>> = {}) => {
  const system = startSystem({ ...(await freePortSettings()), ANNAL_DATA: data, ...more });
  systems.push(system);
  return system;
};
/** Listens on a free port until the end of the test. */
const holdPort = async (setting: string): Promise<readonly [string, string]> => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return [setting, String((server.address() as AddressInfo).port)];
};
/** The id of the process of a system that runs this file. */
const childOf = ({ pid }: SystemProcess, file: string): number =>
  Number(
    execFileSync('pgrep', ['-P', String(pid), '-f', file])
      .toString()
      .split('\n')[0],
  );
const listening = async ({ settings }: SystemProcess) => {
  const names = ['ANNAL_FUNCTIONS_PORT', 'ANNAL_COSMOS_PORT', 'ANNAL_SERVICE_BUS_PORT', 'ANNAL_IDENTITY_PORT'];
  const answers = await Promise.all(names.map((name) => isListening(settings[name])));
  return answers.filter(Boolean).length;
};

describe('npm start', () => {
  it('runs the whole system, says so when it answers, and ends with 0 on Ctrl-C', async () => {
    const ofEarlierVersion = join(data, 'azurite', '__azurite_db_queue__.json');
    mkdirSync(dirname(ofEarlierVersion));
    writeFileSync(ofEarlierVersion, '');
    const system = await start();
    await system.ready();
    expect((await fetch(`${system.api}/health`)).status).toBe(200);
    expect(system.text()).toContain(`API          ${system.api}`);
    expect(await listening(system)).toBe(4);
    expect(existsSync(join(data, 'cosmos'))).toBe(true);
    await expect.poll(() => existsSync(join(data, 'azurite', '__azurite_db_blob__.json'))).toBe(true);
    // The bundle is no secret.
    expect(looseEntries(data).filter((name) => !name.startsWith('app'))).toEqual([]);

    const second = await start({ ANNAL_DATA: data });
    expect(await second.ended()).toBe(1);
    expect(second.text()).toContain('A system runs on');
    const reset = () =>
      execFileSync(process.execPath, ['scripts/reset.ts'], {
        env: { ...process.env, ANNAL_DATA: data },
        stdio: 'pipe',
      });
    expect(reset).toThrow(/running system uses/);

    system.signal('SIGINT');
    expect(await system.ended()).toBe(0);
    expect(await listening(system)).toBe(0);
    reset();
    expect(existsSync(join(data, 'cosmos'))).toBe(false);
  });

  it('leaves no process behind when it is killed', async () => {
    const system = await start();
    await system.ready();
    system.signal('SIGKILL');
    await system.ended();
    await expect.poll(() => listening(system)).toBe(0);
  });

  it('says that the archive may lack lines after everything was killed, and only then', async () => {
    const note = join(data, 'azurite', 'running');
    const settings = await freePortSettings();
    const run = async (end: NodeJS.Signals) => {
      const system = startSystem({ ...settings, ANNAL_DATA: data }, { inOwnGroup: true });
      systems.push(system);
      await system.ready();
      await expect.poll(() => isListening(settings['ANNAL_BLOB_PORT'])).toBe(true);
      expect(existsSync(note)).toBe(true);
      // In a group of its own, the storage would write its index when the others are killed.
      if (end === 'SIGKILL') process.kill(childOf(system, 'local/start/azurite'), end);
      system.signal(end);
      await system.ended();
      return system.text();
    };
    expect(await run('SIGINT')).not.toContain('may lack');
    expect(existsSync(note)).toBe(false);
    expect(await run('SIGKILL')).not.toContain('may lack');
    expect(await run('SIGINT')).toMatch(/archive may lack its newest lines.*\n.*npm run archive:verify -- --repair/);
    expect(await run('SIGINT')).not.toContain('may lack');
  });

  it('stops and names the server that died', async () => {
    const system = await start();
    await system.ready();
    process.kill(childOf(system, 'local/service-bus/run'), 'SIGKILL');
    expect(await system.ended()).toBe(1);
    expect(system.text()).toContain('Service Bus ended unexpectedly (signal SIGKILL)');
    expect(await listening(system)).toBe(0);
  });
});

describe('npm start says what to do, and ends with 1, when', () => {
  it('ports are in use: names each of them, its setting and its holder, before anything is started', async () => {
    const names = ['ANNAL_COSMOS_PORT', 'ANNAL_FUNCTIONS_PORT', 'ANNAL_TABLE_PORT'];
    const held = await Promise.all(names.map(holdPort));
    const system = await start(Object.fromEntries(held));
    expect(await system.ended()).toBe(1);
    const holder = process.platform === 'linux' ? `.* \\(process ${process.pid}\\)` : '';
    for (const [setting, port] of held)
      expect(system.text()).toMatch(new RegExp(`^Port ${port} is in use.*${holder}.*, or set ${setting} to`, 'm'));
    expect(system.text().match(/is in use/g)).toHaveLength(held.length);
    expect(readdirSync(data)).not.toContain('cosmos');
  });

  it('the data folder cannot be written', async () => {
    const file = join(data, 'file');
    writeFileSync(file, '');
    const system = await start({ ANNAL_DATA: join(file, 'data') });
    expect(await system.ended()).toBe(1);
    expect(system.text()).toMatch(/data folder .* cannot be written .* set ANNAL_DATA to another folder/);
  });

  it('a port is none, or is there twice', async () => {
    const system = await start({ ANNAL_BLOB_PORT: 'x' });
    expect(await system.ended()).toBe(1);
    expect(system.text()).toContain('ANNAL_BLOB_PORT is "x", which is no port');
    const other = await start({ ANNAL_BLOB_PORT: '5000', ANNAL_QUEUE_PORT: '5000' });
    expect(await other.ended()).toBe(1);
    expect(other.text()).toContain('ANNAL_BLOB_PORT and ANNAL_QUEUE_PORT are both 5000');
  });

  it('a setting is missing', async () => {
    const system = await start({ SERVICE_BUS_TOPIC: '' });
    expect(await system.ended()).toBe(1);
    expect(system.text()).toContain('SERVICE_BUS_TOPIC');
  });
});
