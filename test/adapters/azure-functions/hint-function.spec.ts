import { registry } from './registrations.ts';
import azureFunctions from '@azure/functions';
import { expect, it } from 'vitest';
import { hintFunction } from '../../../adapters/azure-functions/index.ts';
import type { DeadlineHint } from '../../../application/processes/deadlines/deadline-hints.ts';

const hint: DeadlineHint = {
  ...{ process: 'queueing', id: '1', version: 6 },
  ...{ dueAt: '2026-12-01T12:01:00.000Z', correlationId: 'case-7' },
};

/** What the log says of one message that is handled. */
const logged = async (body: unknown, take: (taken: DeadlineHint) => Promise<string>): Promise<readonly string[]> => {
  const lines: string[] = [];
  const handler = hintFunction('TakeHints', { queue: 'deadlines', take });
  await handler(
    body,
    new azureFunctions.InvocationContext({
      logHandler: (level, ...words) => lines.push(`${level}: ${words.join(' ')}`),
    }),
  );
  return lines;
};

it('takes a hint, and says what came of it', async () => {
  const taken: DeadlineHint[] = [];
  const lines = await logged(hint, async (each) => {
    taken.push(each);
    return 'noticed';
  });
  expect(taken).toEqual([hint]);
  expect(lines).toEqual(['information: queueing-1: hint at 2026-12-01T12:01:00.000Z noticed']);
});

it('never fails, so that no hint is delivered again or becomes a dead letter: the sweep tries again', async () => {
  const [failed] = await logged(hint, () => Promise.reject(new Error('the store is away')));
  expect(failed).toMatch(/^warning: .*left to the sweep: Error: the store is away$/);
  const [unreadable] = await logged({ process: 'queueing' }, () => expect.fail('It has no hint to take.'));
  expect(unreadable).toMatch(/^warning: .*left to the sweep/);
});

it('listens to its queue, without sessions', async () => {
  await logged(hint, () => Promise.resolve('settled'));
  const [binding] = Object.values(registry.functions.at(-1)?.metadata.bindings ?? {});
  expect(binding).toMatchObject({ type: 'serviceBusTrigger', queueName: 'deadlines', connection: 'SERVICE_BUS' });
});
