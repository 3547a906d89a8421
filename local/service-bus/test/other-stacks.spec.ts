import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { portOf } from './support/amqp-connection.ts';
import { givenBroker } from './support/broker.ts';

const run = promisify(execFile);
const isProton = (python: string): Promise<string | undefined> =>
  run(python, ['-c', 'import proton']).then(
    () => python,
    () => undefined,
  );
const python = (await isProton('python3')) ?? (await isProton('/usr/bin/python3'));

const declare = { queues: [{ name: 'orders' }, { name: 'steps', properties: { requiresSession: true } }] };

// An independent stack in C. Debian and Ubuntu have it as python3-qpid-proton; without it these specs are skipped.
describe.runIf(python !== undefined)('a client on Qpid Proton, where Python has it,', () => {
  it('authorises itself, sends, settles in every way, manages, and holds a session', async () => {
    const server = await givenBroker({ declare });
    const key = /SharedAccessKey=([^;]+)/.exec(server.connectionString)?.[1] ?? '';
    const peer = join(import.meta.dirname, 'support/proton_peer.py');
    const { stdout } = await run(python ?? '', [peer, String(portOf(server)), key]);
    const seen = stdout.trim().split('\n');
    expect(seen.map((line) => JSON.parse(line) as unknown)).toEqual([
      ['token', 202],
      ['peeked', [200, 3]],
      ['received', ['completed', 'completed', 0]],
      ['received', 'released'],
      ['again', ['released', 1]],
      ['received', 'dead'],
      ['dead', 'dead'],
      ['session', ['first', 'session-1']],
      ['state', 200],
      ['closed', true],
    ]);
  });
});
