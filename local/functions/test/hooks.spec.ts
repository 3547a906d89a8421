import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';

let host: FunctionsHost;
const lines: string[] = [];

beforeAll(async () => {
  const appRoot = join(import.meta.dirname, 'apps/hooks');
  host = await startFunctionsHost({ appRoot, log: (line) => lines.push(line) });
});
afterAll(() => host.close());

const get = async (name: string) => {
  const response = await fetch(`${host.url}/api/${name}`);
  return { status: response.status, body: await response.text() };
};

describe('A hook', () => {
  it('runs when the app starts', () => {
    expect(process.env['HOOKS_APP']).toBe('started');
  });

  it('before an invocation may replace the handler', async () => {
    expect(await get('replaced')).toEqual({ status: 200, body: 'from the hook' });
  });

  it('that throws before an invocation fails it, and the handler does not run', async () => {
    expect(await get('forbidden')).toEqual({ status: 500, body: '' });
    expect(lines.join('\n')).toContain('a hook says no');
    expect(lines.join('\n')).not.toContain('must not be seen');
  });

  it('after an invocation may turn its failure into a success, and sees what the hook before it left', async () => {
    expect(await get('mended')).toEqual({ status: 202, body: 'carried over' });
  });

  it('sees every line of the app and may change it; what is less than information is not shown', async () => {
    await get('talkative');
    expect(lines.filter((line) => line.includes('talkative:'))).toEqual(["  talkative: hooked: spoken { to: 'you' }"]);
  });

  it('runs when the app stops', async () => {
    await host.close();
    expect(process.env['HOOKS_APP']).toBe('terminated');
    host = { ...host, close: () => Promise.resolve() };
  });
});
