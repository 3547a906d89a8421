import { expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { listActions } from '../../../application/actions/list-actions.ts';
import { recordAction } from '../../../application/actions/record-action.ts';
import { notTraced } from '../../../application/tracing.ts';
import { z } from 'zod';
import { recordedActionsContract } from '../../adapters/contracts/recorded-actions.contract.ts';
import { specTime } from '../../support/as-bob.ts';
import { asOlga } from '../../support/as-olga.ts';

const around = { clock: () => specTime, pause: () => Promise.resolve(), tracing: notTraced };

recordedActionsContract('the in-memory event store', async () => {
  const eventStore = inMemoryEventStore();
  return { eventStore, rival: eventStore };
});

it('An action is shown as changed where somebody has changed its record', async () => {
  const eventStore = inMemoryEventStore();
  const record = recordAction({ eventStore, ...around });
  const asked = { action: 'switch-view', subject: 'sheets', arguments: {}, reason: 'why', result: z.object({}) };
  await record(asOlga(), asked, async () => ({}));
  const list = async (store: Parameters<typeof listActions>[0]['eventStore']) =>
    (await listActions({ eventStore: store })({ by: 'operators', limit: 10 })).items;
  expect((await list(eventStore))[0]).not.toHaveProperty('isChanged');
  const changed = {
    ...eventStore,
    read: async (...asking: Parameters<typeof eventStore.read>) =>
      (await eventStore.read(...asking)).map((commit) =>
        commit.version === 2 ? { ...commit, isChanged: true as const } : commit,
      ),
  };
  expect((await list(changed))[0]).toMatchObject({ isChanged: true });
});

it('Actions that lie further back than one request reads are found page after page', async () => {
  const eventStore = inMemoryEventStore();
  const record = recordAction({ eventStore, ...around });
  const asked = { action: 'replay-stream', arguments: {}, result: z.object({}) };
  for (const subject of ['old', 'new']) await record(asOlga(), { ...asked, subject }, async () => ({}));
  const [first, second, ...others] = await eventStore.read('ops-operators');
  if (first === undefined || second === undefined) expect.fail('They were recorded.');
  // Between the old action and the new ones lie so many others.
  const commits = [first, second, ...Array.from({ length: 1_500 }, () => others).flat()].map((commit, index) => ({
    ...commit,
    version: index + 1,
  }));
  const long = {
    ...eventStore,
    readNewest: async () => commits.slice(-1),
    read: async (_: string, after = 0, before = Infinity) =>
      commits.filter(({ version }) => version > after && version < before),
  };
  const list = listActions({ eventStore: long });
  const page = await list({ by: 'operators', subject: 'old', limit: 10 });
  expect(page).toEqual({ items: [], continuation: '503' });
  const next = await list({ by: 'operators', subject: 'old', limit: 10, continuation: '503' });
  expect(next).toMatchObject({ items: [{ subject: 'old', outcome: 'done' }] });
  expect(next).not.toHaveProperty('continuation');
});
