import { beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { formerGeneration } from '../../../domain/modelling/generation.ts';
import { declareJoined } from '../../../domain/modelling/joined.ts';
import { declareLog } from '../../../domain/modelling/log.ts';
import { system } from '../../../domain/modelling/system.ts';
import { deeds, deedsByTime, owners, ownersByAmount, people, sheets } from '../../support/ledger/index.ts';
import { closedOwners, keptLedger, labelledDeeds } from '../../support/ledger/kinds-in-two.ts';
import { auditor, clerk, owning } from '../../support/readers.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { happened } from '../views/totals/counting.ts';
import { lives } from '../views/joined/joining.ts';
import { askingAbout, keptInTwo } from './kept-in-two.ts';

const why = { actor: 'olga', reason: 'it is built' };
const both = ['deeds', 'deeds.v2', 'owners', 'owners.v2'] as const;

let ledger: ReturnType<typeof keptInTwo>;
beforeEach(async () => {
  ledger = keptInTwo();
  await ledger.append('sheet-1', [happened.opened({ rent: 5 })]);
  await ledger.append('person-bob', [lives.registered('Bob')]);
});

/** Builds the second generations of what the first ones have kept for long, and measures them for two minutes. */
const build = async ({ builds, measureLag }: typeof ledger.system) => {
  for (const name of ['deeds.v2', 'owners.v2']) await builds.begin(name, { actor: 'olga' });
  await builds.work({ forMs: 60_000, partsAtOnce: 8 });
  for (let minute = 0; minute <= 2; minute += 1) {
    await measureLag();
    if (minute < 2) ledger.time.ms += 60_000;
  }
};

describe('A log and a joined view in two generations', () => {
  it('are fed in both, on the feed of their kind, each into its own container', () => {
    const groups = new Map(ledger.system.feeds.map(({ name, subscribers }) => [name, subscribers]));
    expect(groups.get('logs')?.map(({ name }) => name)).toEqual(['deeds.v2', 'deeds']);
    expect(groups.get('joined')?.map(({ name }) => name)).toEqual(['owners.v2', 'owners']);
  });

  it('are read in the oldest until operators switch, in the shape of the newest all along', async () => {
    await ledger.deliver(...both);
    const before = askingAbout(ledger.newProcess());
    expect(await before.listDeeds()).toMatchObject([{ label: null, streamId: 'person-bob' }, { label: null }]);
    expect(await before.readOwner()).toMatchObject({ amount: 5, closed: null });
    for (const view of ['deeds', 'owners']) await ledger.register(view, 2);
    const after = askingAbout(ledger.newProcess());
    expect(await after.listDeeds()).toMatchObject([{ label: 'person bob', version: 1 }, { label: 'sheet 1' }]);
    expect(await after.readOwner()).toMatchObject({ amount: 5, closed: 0 });
  });

  it('are listed, searched, counted and awaited in the live one', async () => {
    await ledger.deliver('deeds', 'owners');
    const { deeds: asked, owners: read } = askingAbout(ledger.newProcess());
    const search = ledger.newProcess().joinedReaderOf(closedOwners).search(ownersByAmount).for(clerk);
    const after = { streamId: 'sheet-1', version: 1 } as const;
    expect(await asked.count({ partition: 'bob' })).toBe(2);
    expect(await asked.waitFor(after)).toBe('there');
    expect(await read.read('bob', { after })).toMatchObject({ found: 'current' });
    expect((await read.list({ limit: 9 })).items).toMatchObject([{ view: { closed: null } }]);
    expect((await search.list({ limit: 9 })).items).toMatchObject([{ view: { closed: null } }]);
    for (const view of ['deeds', 'owners']) await ledger.register(view, 2);
    ledger.time.ms = 60_000;
    const later = askingAbout(ledger.newProcess());
    expect(await later.deeds.count({ partition: 'bob' })).toBe(0);
    expect(await later.deeds.waitFor(after)).toEqual({ found: 'late' });
    expect(await later.owners.read('bob', { after })).toEqual({ found: 'late' });
    expect((await later.owners.list({ limit: 9 })).items).toEqual([]);
  });

  it('show to readers of their own what is theirs, whichever is live', async () => {
    await ledger.deliver(...both);
    for (const live of [1, 2]) {
      for (const view of ['deeds', 'owners']) await ledger.register(view, live);
      const process = ledger.newProcess();
      const eve = process.logReaderOf(labelledDeeds).search(deedsByTime).for(owning('eve'));
      expect((await eve.list({ limit: 9 })).items).toEqual([]);
      expect(await process.joinedReaderOf(closedOwners).for(owning('eve')).read('bob')).toEqual({ found: 'nothing' });
    }
  });

  it('show nothing personal to who may not see it, whichever is live, and what is theirs in the shape of the newest', async () => {
    await ledger.deliver(...both);
    for (const live of [1, 2]) {
      for (const view of ['deeds', 'owners']) await ledger.register(view, live);
      const process = ledger.newProcess();
      const read = await process.joinedReaderOf(closedOwners).for(auditor).read('bob');
      expect(read).toMatchObject({ view: { name: '[personal]', amount: 5, closed: live === 1 ? null : 0 } });
      const search = process.logReaderOf(labelledDeeds).search(deedsByTime).for(auditor);
      const [first] = (await search.list({ partition: 'bob', limit: 1, direction: 'asc' })).items;
      expect(first?.view).toMatchObject({ type: 'PersonRegistered', label: live === 1 ? null : 'person bob' });
      expect(first?.view.changes).toContainEqual({ path: 'name', to: '[personal]' });
    }
  });

  it('are read by their newest declaration only', () => {
    expect(() => ledger.system.logReaderOf(deeds)).toThrow('deeds is a former generation');
    expect(() => ledger.system.joinedReaderOf(owners)).toThrow('owners is a former generation');
  });

  it('are searched only by what all their generations declare', () => {
    const log = declareLog({
      ...labelledDeeds,
      name: 'deeds',
      former: formerGeneration(declareLog({ ...deeds, queries: [] }), (each) => ({ ...each, label: null })),
    });
    const joined = declareJoined({
      ...closedOwners,
      name: 'owners',
      former: formerGeneration(declareJoined({ ...owners, queries: [] }), (each) => ({ ...each, closed: null })),
    });
    const running = run(system(sheets, people, { logs: [log], joined: [joined] }), ledger.capabilities);
    expect(() => running.logReaderOf(log).search(deedsByTime)).toThrow('does not declare the query');
    expect(() => running.joinedReaderOf(joined).search(ownersByAmount)).toThrow('does not declare the query');
  });
});

describe('Their second generations', () => {
  it('are built from the whole history beside the first, go live, and give way again', async () => {
    const before = run(keptLedger, ledger.capabilities);
    for (const name of ['deeds', 'owners']) await subscriberOf(before, name).deliver(ledger.feed());
    const { generations } = ledger.system;
    expect(generations.names).toEqual(expect.arrayContaining(['deeds', 'owners']));
    for (const view of ['deeds', 'owners'])
      expect(await generations.switchTo({ view, ...why })).toMatchObject({ missing: [`${view}.v2 was never built.`] });
    await build(ledger.system);
    for (const view of ['deeds', 'owners']) {
      expect(await generations.switchTo({ view, ...why })).toEqual({ outcome: 'switched', live: 2, previous: 1 });
      const described = (await generations.describe()).find(({ name }) => name === view);
      expect(described).toMatchObject({ live: 2, generations: [{ build: { state: 'done' } }, { generation: 1 }] });
    }
    expect(await askingAbout(ledger.system).listDeeds()).toMatchObject([{ label: 'person bob' }, { label: 'sheet 1' }]);
    expect(await askingAbout(ledger.system).readOwner()).toMatchObject({ closed: 0 });
    for (const view of ['deeds', 'owners']) await generations.switchBack({ view, ...why });
    expect(await askingAbout(ledger.system).readOwner()).toMatchObject({ closed: null });
  });

  it.each(['deeds', 'owners'])('of %s are not live while they are late in any of their categories', async (view) => {
    await ledger.deliver(...both);
    await build(ledger.system);
    await ledger.append('person-bob', [lives.erased]);
    expect(await ledger.system.generations.switchTo({ view, ...why })).toEqual({
      outcome: 'not-ready',
      missing: [`${view}.v2 has not come to the newest event of 1 of 2 compared streams: person-bob.`],
    });
  });

  it('are not live while they hold something else than the events say', async () => {
    await ledger.deliver(...both);
    await build(ledger.system);
    const documents = ledger.capabilities.joinedDocuments(closedOwners);
    const part = await documents.findPart('bob', 'sheet-1');
    if (part?.value?.of !== 'sheet') expect.fail('It was kept.');
    const found = await documents.find('bob');
    if (found === undefined) expect.fail('It was kept.');
    const change = { streamId: 'sheet-1', version: 1, value: { ...part.value, amount: 9 }, before: part } as const;
    await documents.save('bob', { document: 'stays', etag: found.etag, parts: [change] });
    expect(await ledger.system.generations.switchTo({ view: 'owners', ...why })).toMatchObject({
      outcome: 'not-ready',
      missing: [expect.stringContaining('sheet-1')],
    });
  });
});
