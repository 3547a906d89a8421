import { beforeEach, describe, expect, it } from 'vitest';
import { auditsOf } from '../../../../application/system/audits.ts';
import { run } from '../../../../application/system/run.ts';
import { audit } from '../../../../application/views/audit/audit.ts';
import type { Sample } from '../../../../application/views/audit/audit-sample.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { declareModule, system as declareSystem } from '../../../../domain/modelling/system.ts';
import {
  amountsByKey,
  people,
  peopleById,
  person,
  sheet,
  sheetsById,
  sheetsByOwner,
  type PersonCommand,
} from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { subscriberOf } from '../../../support/subscriber-of.ts';
import { append, happened } from '../totals/counting.ts';

const { opened, changed } = happened;

const declared = declareSystem(
  declareModule({ aggregate: sheet, views: [sheetsById, sheetsByOwner], totals: [amountsByKey] }),
  people,
);

/** A ledger whose views are up to date. Its events lie a day back, where a spec does not say otherwise. */
const audited = async () => {
  let now = '2026-12-31T00:00:00.000Z';
  const { capabilities } = memoryCapabilities(() => now);
  const { eventStore } = capabilities;
  const system = run(declared, capabilities);
  const pauses: (() => Promise<void>)[] = [];
  const auditing = async (
    name: string,
    {
      repairs = false,
      sample = 'all',
      random = () => 0,
    }: { repairs?: boolean; sample?: Sample; random?: () => number } = {},
  ) => {
    const pause = async () => pauses.shift()?.();
    const view = auditsOf(declared, { ...capabilities, pause, sample, random }).get(name);
    if (view === undefined) throw new Error(name);
    const differences: string[] = [];
    const found = await audit(view, eventStore, {
      sample,
      repairs,
      random,
      report: (difference) => differences.push(difference),
    });
    return { ...found, differences };
  };
  return {
    ...capabilities,
    pauses,
    system,
    auditing,
    append: (id: string, ...commits: Parameters<typeof append>[2][]) => append(eventStore, id, ...commits),
    follow: async () => {
      for (const { name } of [sheetsById, sheetsByOwner, amountsByKey])
        await subscriberOf(system, name).deliver(eventStore.feed());
    },
    setNow: (time: string) => (now = time),
  };
};

let ledger: Awaited<ReturnType<typeof audited>>;
beforeEach(async () => {
  ledger = await audited();
  await ledger.append('1', [opened({ rent: 5, tax: 1 })], [changed('rent', 6)]);
  await ledger.append('2', [opened({ rent: 7 }, 'eve')]);
  await ledger.follow();
});

const right = { late: 0, different: 0, repaired: 0, differences: [] };
const repaired = { different: 1, repaired: 1 };

describe('An audit of documents', () => {
  const inPlace = { id: '1', partition: 'bob' };
  const byOwner = () => ledger.readModel(sheetsByOwner);
  const find = async (key = inPlace) => {
    const found = await byOwner().find(key);
    if (found?.view === undefined) throw new Error('nothing');
    return found;
  };

  it.each([sheetsById.name, sheetsByOwner.name])(
    'finds nothing wrong with %s that are as their events say',
    async (name) => {
      expect(await ledger.auditing(name)).toEqual({ ...right, streams: 2, entries: 2 });
    },
  );

  it('names the fields of a document that are not as its events say, never the values, and repairs it', async () => {
    const { view, version, etag } = await find();
    await byOwner().save(inPlace, { view: { ...view, total: 4711 }, version }, etag);
    expect(await ledger.auditing(sheetsByOwner.name)).toMatchObject({
      different: 1,
      repaired: 0,
      differences: ['The document of sheet-1 has another total than its events say.'],
    });
    expect(await ledger.auditing(sheetsByOwner.name, { repairs: true })).toMatchObject(repaired);
    expect(await find()).toMatchObject({ view, version });
  });

  it('names a document that is missing, and writes it', async () => {
    const { etag, ...document } = await find();
    await byOwner().remove(inPlace, etag);
    expect(await ledger.auditing(sheetsByOwner.name, { repairs: true })).toMatchObject({
      ...repaired,
      differences: ['The document of sheet-1 is missing.'],
    });
    expect(await find()).toMatchObject(document);
  });

  it('names documents that no stream has left there, and removes them', async () => {
    const { view, version } = await find();
    await byOwner().save({ id: '1', partition: 'eve' }, { view: { ...view, ownerId: 'eve' }, version }, undefined);
    await byOwner().save({ id: '9', partition: 'bob' }, { view: { ...view, sheetId: '9' }, version }, undefined);
    const found = await ledger.auditing(sheetsByOwner.name, { repairs: true });
    expect(found.differences.toSorted()).toEqual([
      'The document 1 lies where sheet-1 has none.',
      'The document 9 lies where sheet-9 has none.',
    ]);
    expect(await ledger.auditing(sheetsByOwner.name)).toMatchObject({ ...right, entries: 2 });
  });

  it('removes no document whose stream it sees at the second look', async () => {
    const { view } = await find();
    await byOwner().save({ id: '9', partition: 'bob' }, { view: { ...view, sheetId: '9' }, version: 1 }, undefined);
    ledger.pauses.push(() => ledger.append('9', [opened({ rent: 5, tax: 1 })]));
    expect(await ledger.auditing(sheetsByOwner.name, { repairs: true, sample: 'all' })).toMatchObject({ repaired: 0 });
    expect(await byOwner().find({ id: '9', partition: 'bob' })).toBeDefined();
  });

  it('repairs a document of a version that its stream does not have', async () => {
    const { view, etag } = await find();
    await byOwner().save(inPlace, { view, version: 7 }, etag);
    expect(await ledger.auditing(sheetsByOwner.name, { repairs: true })).toMatchObject({
      ...repaired,
      differences: ['The document of sheet-1 is of version 7, and the stream of version 2.'],
    });
    expect(await find()).toMatchObject({ version: 2 });
  });

  it('calls a document late that is behind its stream for less than a minute, or is parked, and wrong if it is neither', async () => {
    await ledger.append('1', [changed('rent', 8)]);
    expect(await ledger.auditing(sheetsByOwner.name)).toMatchObject({ late: 0, different: 1 });
    ledger.setNow(specTime);
    expect(await ledger.auditing(sheetsByOwner.name)).toMatchObject({ late: 1, different: 0 });
    ledger.setNow('2026-12-31T00:00:00.000Z');
    const parked = { subscriber: sheetsByOwner.name, streamId: 'sheet-1', reason: 'rain', parkedAt: specTime };
    await ledger.parkingLot.park({ ...parked, document: {} });
    expect(await ledger.auditing(sheetsByOwner.name, { repairs: true })).toMatchObject({ late: 1, different: 0 });
  });

  it('looks again where others have written in between, and overwrites nothing newer', async () => {
    const { view, version, etag } = await find();
    await byOwner().save(inPlace, { view: { ...view, total: 4711 }, version }, etag);
    const model = byOwner();
    const readModel = (): typeof model => ({
      ...model,
      save: async (...asked) => {
        await ledger.append('1', [changed('rent', 9)]);
        await subscriberOf(ledger.system, sheetsByOwner.name).deliver(ledger.eventStore.feed());
        return model.save(...asked);
      },
    });
    const view2 = auditsOf(declared, {
      ...ledger,
      readModel: readModel as unknown as typeof ledger.readModel,
      pause: () => Promise.resolve(),
      sample: 'all',
      random: () => 0,
    }).get(sheetsByOwner.name);
    expect(await view2?.checkStream('sheet-1', true)).toEqual(['right']);
    expect(await find()).toMatchObject({ version: 3, view: { total: 10 } });
  });

  it('compares as many as it is asked to', async () => {
    for (const sample of [0, 1, 2, 50])
      expect(await ledger.auditing(sheetsByOwner.name, { sample })).toMatchObject({
        streams: Math.min(sample, 2),
        entries: Math.min(sample, 2),
      });
  });

  it('goes on behind a stream that nobody can read, and calls it wrong where it is not parked', async () => {
    const { eventStore } = ledger;
    const broken = {
      ...eventStore,
      read: async (...asked: Parameters<typeof eventStore.read>) => {
        const commits = await eventStore.read(...asked);
        return asked[0] === 'sheet-1' ? commits.slice(1) : commits;
      },
    };
    const view = auditsOf(declared, {
      ...ledger,
      eventStore: broken,
      pause: () => Promise.resolve(),
      sample: 'all',
      random: () => 0,
    }).get(sheetsById.name);
    expect(await view?.checkStream('sheet-1', true)).toMatchObject([{ isRepaired: false }]);
    expect(await view?.checkStream('sheet-2', true)).toEqual(['right']);
  });
});

describe('An audit of documents with personal values', () => {
  const key = { id: 'p', partition: 'p' };
  const handle = (command: PersonCommand) =>
    ledger.system.handlerOf(person)({ entityId: 'p', command, reach: 'all', provenance: asBob(command.type) });
  const follow = () => subscriberOf(ledger.system, peopleById.name).deliver(ledger.eventStore.feed());

  it('compares them in plain text, and leaves no text of an erased person', async () => {
    await handle({ type: 'RegisterPerson', data: { name: 'Ada', email: 'ada@example.com' }, at: specTime });
    await follow();
    expect(await ledger.auditing(peopleById.name)).toEqual({ ...right, streams: 1, entries: 1 });
    const model = ledger.readModel(peopleById);
    const found = await model.find(key);
    if (found?.view === undefined) throw new Error('nothing');
    await handle({ type: 'ErasePerson', data: {}, at: specTime });
    await follow();
    const erased = await model.find(key);
    await model.save(key, { view: found.view, version: 2 }, erased?.etag);
    const audited = await ledger.auditing(peopleById.name, { repairs: true });
    expect(audited).toMatchObject({ different: 1, repaired: 1 });
    expect(audited.differences.join()).not.toContain('Ada');
    expect(await model.find(key)).toEqual({ ...erased, etag: expect.any(String) });
  });
});

describe('An audit of totals', () => {
  const store = () => ledger.contributions(amountsByKey);
  const rent = { partition: 'rent', key: { key: 'rent' } };
  const totalOf = async (partition: string) => (await store().check(partition)).stored?.value;
  const auditing = (repairs = false) => ledger.auditing(amountsByKey.name, { repairs });

  it('finds nothing wrong with totals that are the sum of what the events say', async () => {
    expect(await auditing()).toEqual({ ...right, streams: 2, entries: 2 });
  });

  it('names a total that is not the sum of its contributions, and writes the sum', async () => {
    const { etag } = await store().check('rent');
    await store().repair(rent, { value: { rows: 2, amount: 99 }, contributions: 2 }, etag);
    expect(await auditing()).toMatchObject({
      different: 1,
      differences: [expect.stringMatching(/^rent: the total is .*99.*, and its contributions are .*13/)],
    });
    expect(await auditing(true)).toMatchObject(repaired);
    expect(await totalOf('rent')).toEqual({ rows: 2, amount: 13 });
  });

  it('names a contribution that is not as the events say, and repairs it with its total', async () => {
    const before = await store().find('rent', 'sheet-1');
    await store().save(rent, [{ streamId: 'sheet-1', version: 2, value: { rows: 1, amount: 60 }, before }]);
    expect(await auditing(true)).toMatchObject({ ...repaired, differences: [expect.stringContaining('sheet-1 adds')] });
    expect(await totalOf('rent')).toEqual({ rows: 2, amount: 13 });
    expect(await auditing()).toMatchObject(right);
  });

  it('names a contribution that is missing, and one of a stream that does not exist, and repairs both', async () => {
    await ledger.append('3', [opened({ tax: 4 })]);
    const stray = { streamId: 'sheet-9', version: 1, value: { rows: 1, amount: 50 }, before: undefined };
    await store().save(rent, [stray]);
    expect(await auditing()).toMatchObject({ different: 2, repaired: 0 });
    expect(await auditing(true)).toMatchObject({ different: 2, repaired: 2 });
    expect([await totalOf('rent'), await totalOf('tax')]).toEqual([
      { rows: 2, amount: 13 },
      { rows: 2, amount: 5 },
    ]);
    expect(await auditing()).toMatchObject(right);
  });

  it('counts a stream that begins where a contribution of nobody was taken out', async () => {
    await store().save(rent, [{ streamId: 'sheet-9', version: 1, value: { rows: 1, amount: 50 }, before: undefined }]);
    await auditing(true);
    await ledger.append('9', [opened({ rent: 3 })]);
    await ledger.follow();
    expect(await totalOf('rent')).toEqual({ rows: 3, amount: 16 });
    expect(await auditing()).toMatchObject(right);
  });

  it('takes out nothing of a stream that it sees at the second look', async () => {
    await store().save(rent, [{ streamId: 'sheet-9', version: 1, value: { rows: 1, amount: 50 }, before: undefined }]);
    ledger.pauses.push(() => ledger.append('9', [opened({ rent: 50 })]));
    expect(await auditing(true)).toMatchObject({ repaired: 0 });
    expect(await totalOf('rent')).toEqual({ rows: 3, amount: 63 });
  });

  it('calls a contribution late that is behind its stream for less than a minute', async () => {
    await ledger.append('1', [changed('rent', 8)]);
    expect(await auditing()).toMatchObject({ late: 0, different: 1 });
    ledger.setNow(specTime);
    expect(await auditing()).toMatchObject({ different: 0 });
  });
});
