import { expect, it } from 'vitest';
import { z } from 'zod';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { actionOf, recordsOf } from '../../../application/actions/action.ts';
import { recordAction } from '../../../application/actions/record-action.ts';
import { notTraced } from '../../../application/tracing.ts';
import { specTime } from '../../support/as-bob.ts';
import { asOlga } from '../../support/as-olga.ts';
import stored from './golden/actions.v1.json' with { type: 'json' };

const around = { clock: () => specTime, pause: () => Promise.resolve(), tracing: notTraced };
const asked = {
  action: 'skip-parked',
  subject: 'publishing',
  arguments: { streamId: 'sheet-1', version: 7 },
  reason: 'It was told by telephone.',
  result: z.object({ skipped: z.literal(true) }),
};

// These events lie in stores and archives that this code has to read for ever.
it('An action is recorded as it was when the first one was, so that both are read by one code', async () => {
  const eventStore = inMemoryEventStore();
  const record = recordAction({ eventStore, ...around });
  await record(asOlga('key-1'), asked, async () => ({ skipped: true as const }));
  const failing = () => Promise.reject(new Error('It is gone.'));
  await expect(record(asOlga('key-2'), asked, failing)).rejects.toThrow('It is gone.');
  const commits = await eventStore.read('ops-operators');
  expect(commits.map(({ events }) => events)).toEqual(stored);
});

it('An action that was recorded at any time before is read as it was meant', async () => {
  const eventStore = inMemoryEventStore();
  await recordAction({ eventStore, ...around })(asOlga('key-1'), asked, async () => ({ skipped: true as const }));
  const [template] = await eventStore.read('ops-operators');
  if (template === undefined) expect.fail('It was recorded.');
  const commits = stored.map((events, index) => ({ ...template, version: index + 1, events }));
  const [begun, ended, again, failed] = recordsOf(commits);
  if (begun === undefined || !('requested' in begun) || ended === undefined || !('ended' in ended))
    expect.fail('It was asked for, and ended.');
  expect(actionOf(begun, ended)).toMatchObject({
    action: 'skip-parked',
    subject: 'publishing',
    arguments: { streamId: 'sheet-1', version: 7 },
    reason: 'It was told by telephone.',
    actor: 'olga',
    outcome: 'done',
    result: { skipped: true },
  });
  if (again === undefined || !('requested' in again) || failed === undefined || !('ended' in failed))
    expect.fail('It was asked for again, and failed.');
  expect(actionOf(again, failed)).toMatchObject({ outcome: 'failed', result: null, error: 'Error: It is gone.' });
});
