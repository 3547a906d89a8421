import { describe, expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { ledgerInNew, ledgerInTwo, measuredSheets, onlyMeasuredSheets } from '../../support/ledger/generations.ts';
import { ledger } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { asBob } from '../../support/as-bob.ts';
import { asOlga, resultOf } from '../../support/as-olga.ts';
import { clerk } from '../../support/readers.ts';
import { commands } from '../../support/sheets.ts';
import { sheet } from '../../support/ledger/index.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const view = 'sheets';
const key = { id: '1', partition: '1' };
const why = { reason: 'the length is shown' };
const unhurried = { forMs: 60_000, partsAtOnce: 8 };

/** A ledger of one generation that has run for a while: one feed has delivered all that there is. */
const oldLedger = async () => {
  let ms = 0;
  const clock = () => new Date(Date.parse('2026-05-04T10:00:00Z') + ms).toISOString();
  const { capabilities } = memoryCapabilities(clock, () => ms);
  const before = run(ledger, capabilities);
  for (const entityId of ['1', '2', '3', '4', '5'])
    await before.handlerOf(sheet)({ entityId, command: commands.open, reach: 'all', provenance: asBob(entityId) });
  await subscriberOf(before, view).deliver(capabilities.eventStore.feed());
  return { capabilities, pass: (by: number) => void (ms += by) };
};

/** Measures for two minutes, as the timer does. */
const keepMeasuring = async (measureLag: () => Promise<unknown>, pass: (ms: number) => void): Promise<void> => {
  for (let minute = 0; minute <= 2; minute += 1) {
    if (minute > 0) pass(60_000);
    await measureLag();
  }
};

describe('The second generation of a view', () => {
  it('is built beside the first, goes live, gives way again, stays, and follows its predecessor out of the code', async () => {
    const { capabilities, pass } = await oldLedger();
    const { operate, builds, measureLag, readerOf } = run(ledgerInTwo, capabilities);
    const shown = async () => readerOf(measuredSheets).for(clerk).read(key);
    expect(await resultOf(operate(asOlga()).switchTo({ view, ...why }))).toEqual({
      outcome: 'not-ready',
      missing: ['sheets.v2 was never built.'],
    });

    await builds.begin('sheets.v2', { actor: 'olga' });
    await builds.work(unhurried);
    expect(await shown()).toMatchObject({ view: { length: null } });
    await measureLag();
    expect(await resultOf(operate(asOlga()).switchTo({ view, ...why }))).toEqual({
      outcome: 'not-ready',
      missing: ['sheets.v2 has been less than 10 seconds behind the store for 0 of 120 seconds.'],
    });
    await keepMeasuring(measureLag, pass);
    expect(await resultOf(operate(asOlga()).switchTo({ view, ...why }))).toMatchObject({
      outcome: 'switched',
      live: 2,
    });
    expect(await shown()).toMatchObject({ view: { length: 2 } });
    expect(await resultOf(operate(asOlga()).switchBack({ view, ...why }))).toMatchObject({
      outcome: 'switched',
      live: 1,
    });
    expect(await shown()).toMatchObject({ view: { length: null } });
    expect(await resultOf(operate(asOlga()).switchBack({ view, ...why }))).toMatchObject({
      outcome: 'switched',
      live: 2,
    });

    pass(3_600_000);
    const after = run(ledgerInNew, capabilities);
    expect(await after.readerOf(onlyMeasuredSheets).for(clerk).read(key)).toMatchObject({ view: { length: 2 } });
    expect(await resultOf(after.operate(asOlga()).drop({ view, generation: 2, ...why }))).toEqual({
      outcome: 'declared',
    });
    expect(await resultOf(after.operate(asOlga()).drop({ view, generation: 1, ...why }))).toEqual({
      outcome: 'dropped',
      container: 'sheets',
      released: 0,
    });
  });

  it('is described with its build, whichever is live', async () => {
    const { capabilities, pass } = await oldLedger();
    const { generations, operate, builds, measureLag } = run(ledgerInTwo, capabilities);
    const described = async () => (await generations.describe()).find(({ name }) => name === view);
    expect(await described()).toMatchObject({
      ...{ live: 1, switched: null },
      generations: [
        { generation: 2, subscriber: 'sheets.v2', lag: null, build: null },
        { generation: 1, subscriber: 'sheets', build: null, parked: { streams: 0, isMore: false } },
      ],
    });
    await builds.begin('sheets.v2', { actor: 'olga' });
    await builds.work(unhurried);
    await keepMeasuring(measureLag, pass);
    await resultOf(operate(asOlga()).switchTo({ view, ...why }));
    expect(await described()).toMatchObject({
      live: 2,
      switched: { previous: 1, switchedBy: 'olga', reason: 'the length is shown' },
      generations: [
        {
          ...{ generation: 2, build: { state: 'done', commits: 5 } },
          lag: { behindSeconds: 0, checkedAt: '2026-05-04T10:02:00.000Z', nearSince: '2026-05-04T10:00:00.000Z' },
        },
        { generation: 1 },
      ],
    });
  });

  it('is not live while its documents are not what the events say, wherever the history begins', async () => {
    const { capabilities, pass } = await oldLedger();
    const { operate, builds, measureLag } = run(ledgerInTwo, capabilities);
    await builds.begin('sheets.v2', { actor: 'olga' });
    await builds.work(unhurried);
    const found = await capabilities.readModel(measuredSheets).find({ id: '4', partition: '4' });
    if (found?.view === undefined) expect.fail('It was built.');
    const changed = { ...found, view: { ...found.view, length: 9 } };
    await capabilities.readModel(measuredSheets).save({ id: '4', partition: '4' }, changed, found.etag);
    await keepMeasuring(measureLag, pass);
    expect(await resultOf(operate(asOlga()).switchTo({ view, ...why }))).toEqual({
      outcome: 'not-ready',
      missing: ['The document of sheet-4 has another length than its events say.'],
    });
  });
});

it('Subscribers with effects have no build: nothing is published, archived or erased a second time', () => {
  const { builds, subscribers } = run(ledgerInTwo, memoryCapabilities(() => '2026-05-04T10:00:00.000Z').capabilities);
  const others = subscribers.map(({ name }) => name).filter((name) => !builds.names.includes(name));
  expect(others.toSorted()).toEqual(['archive', 'erasure', 'publishing']);
  expect(subscribers.filter(({ maySkip }) => maySkip).map(({ name }) => name)).toEqual(['publishing']);
});
