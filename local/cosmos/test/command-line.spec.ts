import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { StartupError } from '@annal/local-server';
import { CosmosClient } from '@azure/cosmos';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCommandLine } from '../command-line.ts';

const main = join(import.meta.dirname, '../run.mjs');

describe('The command line', () => {
  it('needs no options', () => {
    expect(readCommandLine([], {})).toEqual({ port: 8081, data: '.annal/cosmos' });
  });

  it('takes a port, a folder or memory, and the port also from the environment', () => {
    expect(readCommandLine(['--port', '0', '--data', 'somewhere'], {})).toEqual({ port: 0, data: 'somewhere' });
    expect(readCommandLine(['--memory'], { ANNAL_COSMOS_PORT: '9001' })).toEqual({ port: 9001, data: ':memory:' });
    expect(readCommandLine(['--port', '9002'], { ANNAL_COSMOS_PORT: '9001' }).port).toBe(9002);
    expect(readCommandLine([], { ANNAL_COSMOS_PORT: '' }).port).toBe(8081);
  });

  it('takes containers to declare from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cosmos-'));
    const file = join(folder, 'topology.json');
    const topology = { database: 'd', containers: [{ name: 'c', partitionKey: '/pk' }] };
    writeFileSync(file, JSON.stringify(topology));
    expect(readCommandLine(['--declare', file], {})).toMatchObject({ declare: topology });
    writeFileSync(file, '{');
    expect(() => readCommandLine(['--declare', file], {})).toThrow(`The declaration ${file} cannot be read`);
    rmSync(folder, { recursive: true });
  });

  it('takes switches, each for something that is off unless it is asked for', () => {
    expect(readCommandLine(['--throttle'], {})).toMatchObject({ throttle: true });
    expect(readCommandLine(['--no-signatures'], {})).toMatchObject({ verifySignatures: false });
    expect(readCommandLine(['--faults'], {})).toMatchObject({ takeFaults: true });
  });

  it.each([
    { argv: ['--port', 'x'], says: '--port is "x", which is no port' },
    { argv: ['--port', '65536'], says: '--port is "65536", which is no port' },
    { argv: ['--port', '1e3'], says: '--port is "1e3", which is no port' },
    { argv: ['--port='], says: '--port is "", which is no port' },
    { argv: ['--data='], says: '--data needs the path of a folder' },
    { argv: ['--memory', '--data', 'somewhere'], says: '--memory keeps nothing, so --data has no use' },
    { argv: ['--prot', '1'], says: "Unknown option '--prot'" },
    { argv: ['8081'], says: "Unexpected argument '8081'" },
  ])('refuses $argv, says why, and shows what there is', ({ argv, says }) => {
    expect(() => readCommandLine(argv, {})).toThrow(StartupError);
    expect(() => readCommandLine(argv, {})).toThrow(says);
    expect(() => readCommandLine(argv, {})).toThrow('--declare FILE');
  });

  it('names the setting when that is wrong', () => {
    expect(() => readCommandLine([], { ANNAL_COSMOS_PORT: 'x' })).toThrow('ANNAL_COSMOS_PORT is "x"');
  });
});

describe('A server started by hand', () => {
  it('says how to reach it, answers there, and ends with Ctrl-C', async () => {
    const child = spawn(process.execPath, [main, '--port', '0', '--memory'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    const client = new CosmosClient(await connectionStringSaid(child.stdout));
    onTestFinished(() => client.dispose());
    expect((await client.databases.readAll().fetchAll()).resources).toEqual([]);
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
  });
});

async function connectionStringSaid(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    const said = /AccountEndpoint=.*;/.exec(line)?.[0];
    if (said !== undefined) return said;
  }
  throw new Error('The server ended without saying how to reach it.');
}
