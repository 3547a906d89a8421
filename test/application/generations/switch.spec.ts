import { describe, expect, it } from 'vitest';
import type { ParkedCommit } from '../../../application/feed/parking-lot.ts';
import type { ViewRegistry } from '../../../application/generations/view-registry.ts';
import { measuredSheets } from '../../support/ledger/generations.ts';
import { clerk } from '../../support/readers.ts';
import { commands } from '../../support/sheets.ts';
import { switchingWorld, why } from './switching-world.ts';

const view = 'sheets';
const key = { id: '1', partition: '1' };

const parked = (subscriber: string, streamId: string): ParkedCommit => ({
  ...{ subscriber, streamId, reason: 'broken', document: {}, parkedAt: '2026-05-04T10:00:00.000Z' },
});

/** Two sheets, in both generations, and builds that are done, of generations that have kept up for two minutes. */
const ready = async (wrap?: (registry: ViewRegistry) => ViewRegistry) => {
  const world = switchingWorld(wrap);
  await world.send('1', commands.open);
  await world.send('2', commands.open);
  await world.deliver();
  for (const name of ['sheets', 'sheets.v2', 'amounts-by-key.v2']) {
    world.builds.set(name, 'done');
    await world.measured(name, 0, 120);
  }
  return world;
};

describe('A switch', () => {
  it('makes the newest generation the one that is read, and says who did it, when and why', async () => {
    const { switchTo, registered, newProcess } = await ready();
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'switched', live: 2, previous: 1 });
    expect(await registered(view)).toEqual({
      ...{ name: view, live: 2, previous: 1, switchedBy: 'olga', reason: 'it is built' },
      switchedAt: '2026-05-04T10:00:00.000Z',
    });
    expect(await newProcess().readerOf(measuredSheets).for(clerk).read(key)).toMatchObject({ view: { length: 2 } });
  });

  it('changes nothing when it is repeated', async () => {
    const { switchTo, registered, time } = await ready();
    await switchTo({ view, ...why });
    const before = await registered(view);
    time.ms = 5_000;
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'already-live', live: 2, previous: 1 });
    expect(await registered(view)).toEqual(before);
  });

  it.each(['switchTo', 'switchBack'] as const)(
    'registers what a build that was rolled back reads, so that the next one does not go forward again (%s)',
    async (act) => {
      const { registered, capabilities, [act]: turn } = await ready();
      const forward = { live: 3, previous: 2, switchedAt: '2026-05-04T09:00:00.000Z', switchedBy: 'olga', reason: '' };
      await capabilities.viewRegistry.save({ name: view, ...forward }, undefined);
      expect(await turn({ view, ...why })).toEqual({ outcome: 'switched', live: 2, previous: 3 });
      expect(await registered(view)).toMatchObject({ live: 2, previous: 3 });
    },
  );

  it.each(['sheets', 'amounts-by-key'])('of %s goes through when nothing is missing', async (each) => {
    const { switchTo } = await ready();
    expect(await switchTo({ view: each, ...why })).toMatchObject({ outcome: 'switched' });
  });

  it('is refused for what is not there', async () => {
    const { switchTo } = await ready();
    expect(await switchTo({ view: 'nothing', ...why })).toEqual({ outcome: 'unknown-view' });
    expect(await switchTo({ view, to: 3, ...why })).toEqual({ outcome: 'not-declared', declared: [2, 1] });
  });

  it.each([
    ['was never built', undefined, ['sheets.v2 was never built.']],
    ['is being built', 'running', ['The build of sheets.v2 is running.']],
    ['could not be built', 'failed', ['The build of sheets.v2 is failed.']],
  ])('is refused while the generation %s', async (_, state, missing) => {
    const { switchTo, builds, registered } = await ready();
    builds.delete('sheets.v2');
    if (state !== undefined) builds.set('sheets.v2', state);
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'not-ready', missing });
    expect(await registered(view)).toBeUndefined();
  });

  it('is refused while streams of the generation are parked', async () => {
    const { switchTo, capabilities } = await ready();
    await capabilities.parkingLot.park(parked('sheets.v2', 'sheet-9'));
    expect(await switchTo({ view, ...why })).toEqual({
      outcome: 'not-ready',
      missing: ['Streams of sheets.v2 are parked.'],
    });
  });

  it.each([
    [30, undefined, 'sheets.v2 is 30 seconds behind the store.'],
    [3, 60, 'sheets.v2 has been less than 10 seconds behind the store for 60 of 120 seconds.'],
  ])('is refused while the generation is %s s behind, and near for %s s', async (behind, near, missing) => {
    const { switchTo, measured, registered } = await ready();
    await measured('sheets.v2', behind, near);
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'not-ready', missing: [missing] });
    expect(await registered(view)).toBeUndefined();
    expect(await switchTo({ view, isForced: true, ...why })).toMatchObject({ outcome: 'switched' });
  });

  it('is refused where nobody measures, or not any more', async () => {
    const { switchTo, time, capabilities } = await ready();
    time.ms = 181_000;
    const old = ['The lag of sheets.v2 was measured 181 seconds ago, and not since.'];
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'not-ready', missing: old });
    Object.assign(capabilities.lagReports, { list: async () => [] });
    const never = ['The lag of sheets.v2 was never measured.'];
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'not-ready', missing: never });
  });

  it.each([
    ['sheets', 'sheets.v2'],
    ['amounts-by-key', 'amounts-by-key.v2'],
  ])('of %s is refused while the generation is late, and says where', async (each, subscriber) => {
    const { switchTo, send, deliver } = await ready();
    await send('2', commands.changeRent(6));
    await deliver('sheets', 'amounts-by-key');
    const missing = [`${subscriber} has not come to the newest event of 1 of 2 compared streams: sheet-2.`];
    expect(await switchTo({ view: each, ...why })).toEqual({ outcome: 'not-ready', missing });
  });

  it('is refused where a document is not what the events say', async () => {
    const { switchTo, capabilities } = await ready();
    const documents = capabilities.readModel(measuredSheets);
    const found = await documents.find(key);
    if (found?.damage !== undefined || found === undefined) expect.fail('It is there.');
    await documents.save(key, { ...found, view: { ...found.view, total: 0 } }, found.etag);
    const missing = ['The document of sheet-1 has another total than its events say.'];
    expect(await switchTo({ view, ...why })).toEqual({ outcome: 'not-ready', missing });
  });

  it('goes through whatever is missing when it is forced', async () => {
    const { switchTo, builds } = await ready();
    builds.clear();
    expect(await switchTo({ view, isForced: true, ...why })).toMatchObject({ outcome: 'switched', live: 2 });
  });

  it('happens once when two operators switch at the same time', async () => {
    const { switchTo } = await ready();
    const outcomes = await Promise.all(['olga', 'oleg'].map((actor) => switchTo({ view, ...why, actor })));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['overtaken', 'switched']);
  });

  it('is known to have happened when its answer was lost', async () => {
    const { switchTo } = await ready((registry) => ({
      ...registry,
      save: async (...saved) => {
        await registry.save(...saved);
        return registry.save(...saved);
      },
    }));
    expect(await switchTo({ view, ...why })).toMatchObject({ outcome: 'switched', live: 2 });
  });
});

it('A third generation waits until every instance knows of the switch before', async () => {
  const { switchTo, capabilities, time } = await ready();
  const entry = { name: view, live: 1, previous: 3, switchedAt: capabilities.clock(), switchedBy: 'olga', reason: 'r' };
  await capabilities.viewRegistry.save(entry, undefined);
  expect(await switchTo({ view, ...why })).toEqual({ outcome: 'settling' });
  time.ms = 60_000;
  expect(await switchTo({ view, ...why })).toMatchObject({ outcome: 'switched' });
});

describe('The way back', () => {
  it('leads to the former generation at once, whatever is missing there', async () => {
    const { switchTo, switchBack, builds, newProcess } = await ready();
    await switchTo({ view, ...why });
    builds.clear();
    expect(await switchBack({ view, ...why })).toEqual({ outcome: 'switched', live: 1, previous: 2 });
    expect(await newProcess().readerOf(measuredSheets).for(clerk).read(key)).toMatchObject({ view: { length: null } });
    expect(await switchBack({ view, ...why })).toEqual({ outcome: 'switched', live: 2, previous: 1 });
  });

  it('is refused where the view was never switched', async () => {
    const { switchBack } = await ready();
    expect(await switchBack({ view, ...why })).toEqual({ outcome: 'never-switched' });
    expect(await switchBack({ view: 'nothing', ...why })).toEqual({ outcome: 'unknown-view' });
  });

  it('is refused where the former generation is no longer declared', async () => {
    const { switchBack, capabilities } = await ready();
    const entry = {
      name: view,
      live: 2,
      previous: 7,
      switchedAt: capabilities.clock(),
      switchedBy: 'olga',
      reason: 'r',
    };
    await capabilities.viewRegistry.save(entry, undefined);
    expect(await switchBack({ view, ...why })).toEqual({ outcome: 'not-declared', declared: [2, 1] });
  });
});

describe('Dropping a generation', () => {
  it('is refused as long as it is declared, whatever it is', async () => {
    const { drop } = await ready();
    expect(await drop({ view, generation: 2, ...why })).toEqual({ outcome: 'declared' });
    expect(await drop({ view: 'publishing', generation: 1, ...why })).toEqual({ outcome: 'declared' });
  });

  it('is refused for the one that is registered as live', async () => {
    const { drop, capabilities } = await ready();
    const entry = {
      name: view,
      live: 7,
      previous: 2,
      switchedAt: capabilities.clock(),
      switchedBy: 'olga',
      reason: 'r',
    };
    await capabilities.viewRegistry.save(entry, undefined);
    expect(await drop({ view, generation: 7, ...why })).toEqual({ outcome: 'live' });
  });

  it('removes what it has parked, its build and the way back to it, and can be repeated', async () => {
    const { drop, builds, capabilities, registered } = await ready();
    const entry = {
      name: view,
      live: 2,
      previous: 7,
      switchedAt: capabilities.clock(),
      switchedBy: 'olga',
      reason: 'r',
    };
    await capabilities.viewRegistry.save(entry, undefined);
    for (let stream = 0; stream < 150; stream += 1)
      await capabilities.parkingLot.park(parked('sheets.v7', `sheet-${stream}`));
    await capabilities.parkingLot.park(parked('sheets', 'sheet-1'));
    builds.set('sheets.v7', 'done');
    expect(await drop({ view, generation: 7, ...why })).toEqual({
      outcome: 'dropped',
      container: 'sheets.v7',
      released: 150,
    });
    expect(builds.has('sheets.v7')).toBe(false);
    expect((await capabilities.parkingLot.list({ limit: 9 })).items).toMatchObject([{ subscriber: 'sheets' }]);
    expect(await registered(view)).toMatchObject({ live: 2, previous: 2 });
    expect(await drop({ view, generation: 7, ...why })).toEqual({
      outcome: 'dropped',
      container: 'sheets.v7',
      released: 0,
    });
  });
});
