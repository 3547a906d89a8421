import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePortSettings } from './support/free-ports.ts';
import { isListening, startSystem, type SystemProcess } from './support/system-process.ts';

const patience = { timeout: 30_000 };
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
const listening = async ({ settings }: SystemProcess) => {
  const names = ['ANNAL_FUNCTIONS_PORT', 'ANNAL_COSMOS_PORT', 'ANNAL_SERVICE_BUS_PORT', 'ANNAL_IDENTITY_PORT'];
  const answers = await Promise.all(names.map((name) => isListening(settings[name])));
  return answers.filter(Boolean).length;
};

describe('npm start', () => {
  it('runs the whole system, says so when it answers, and ends with 0 on Ctrl-C', { timeout: 90_000 }, async () => {
    const system = await start();
    await system.ready();
    expect((await fetch(`${system.api}/health`)).status).toBe(200);
    expect(system.text()).toContain(`API          ${system.api}`);
    expect(await listening(system)).toBe(4);
    expect(existsSync(join(data, 'cosmos'))).toBe(true);

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

  it('leaves no process behind when it is killed', { timeout: 90_000 }, async () => {
    const system = await start();
    await system.ready();
    system.signal('SIGKILL');
    await system.ended();
    await expect.poll(() => listening(system), patience).toBe(0);
  });

  it('stops and names the server that died', { timeout: 90_000 }, async () => {
    const system = await start();
    await system.ready();
    const [broker] = execFileSync('pgrep', ['-P', String(system.pid), '-f', 'local/service-bus/main'])
      .toString()
      .split('\n');
    process.kill(Number(broker), 'SIGKILL');
    expect(await system.ended()).toBe(1);
    expect(system.text()).toContain('Service Bus ended unexpectedly (signal SIGKILL)');
    expect(await listening(system)).toBe(0);
  });
});

describe('npm start says what to do, and ends with 1, when', () => {
  it('ports are in use', { timeout: 60_000 }, async () => {
    const first = await start();
    await first.ready();
    const { ANNAL_COSMOS_PORT: cosmos = '', ANNAL_FUNCTIONS_PORT: functions = '' } = first.settings;
    const other = mkdtempSync(join(tmpdir(), 'annal-start-'));
    const second = await start({ ANNAL_COSMOS_PORT: cosmos, ANNAL_FUNCTIONS_PORT: functions, ANNAL_DATA: other });
    expect(await second.ended()).toBe(1);
    expect(second.text()).toContain(
      `Port ${cosmos} is in use. Stop the program that holds it, or set ANNAL_COSMOS_PORT`,
    );
    expect(second.text()).toContain(
      `Port ${functions} is in use. Stop the program that holds it, or set ANNAL_FUNCTIONS_PORT`,
    );
    rmSync(other, { recursive: true });
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

  it('a setting is missing', { timeout: 60_000 }, async () => {
    const system = await start({ SERVICE_BUS_TOPIC: '' });
    expect(await system.ended()).toBe(1);
    expect(system.text()).toContain('SERVICE_BUS_TOPIC');
  });
});
