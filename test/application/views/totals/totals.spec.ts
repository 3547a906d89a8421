import type { EventStore } from '../../../../application/streams/event-store.ts';
import type { StreamId } from '../../../../domain/modelling/ids.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DamagedContribution, type Contributions } from '../../../../application/views/contributions/contributions.ts';
import { declareTotal } from '../../../../domain/modelling/total.ts';
import { totalProjector } from '../../../../application/views/totals/total-projector.ts';
import { totalReader } from '../../../../application/views/totals/total-query.ts';
import { amountsByKey } from '../../../support/ledger/index.ts';
import { personal } from '../../../../domain/modelling/personal.ts';
import { counting, happened } from './counting.ts';

const { opened, changed, removed, closed, dropped } = happened;

describe('A total', () => {
  it('adds up what all streams contribute, each under its key', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5, tax: 1 })]);
    await ledger.append('2', [opened({ rent: 7 })]);
    expect(await ledger.byKey.deliver(ledger.feed())).toMatchObject({ applied: 2 });
    expect(await ledger.keys()).toEqual([
      { key: 'rent', rows: 2, amount: 12 },
      { key: 'tax', rows: 1, amount: 1 },
    ]);
  });

  it('is corrected by a later change, and the totals that this does not concern stay', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5, tax: 1 })], [changed('rent', 6)]);
    await ledger.append('2', [opened({ rent: 7, tax: 2 })], [removed('tax')]);
    await ledger.append('3', [opened({ rent: 9 })], [closed], [dropped]);
    for (const document of ledger.feed()) await ledger.byKey.deliver([document]);
    expect(await ledger.keys()).toEqual([
      { key: 'rent', rows: 2, amount: 13 },
      { key: 'tax', rows: 1, amount: 1 },
    ]);
  });

  it('gives a stream to another key when it moves, and counts it under one of them', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })], [closed]);
    for (const document of ledger.feed()) await ledger.byStatus.deliver([document]);
    expect(await ledger.statuses()).toEqual([{ status: 'closed', owner: 'bob', sheets: 1, amount: 5 }]);
  });

  it('takes a moved stream out of the old key before it adds it to the new one', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })]);
    await ledger.byStatus.deliver(ledger.feed());
    await ledger.append('1', [closed]);
    const diesBetween: Contributions<never>['save'] = async (place, changes) => {
      if (changes.some(({ value }) => value !== undefined)) throw new Error('died');
      return ledger.contributions(statuses).save(place, changes);
    };
    const statuses = ledger.statusTotal;
    const dying = totalProjector(statuses, {
      ...ledger,
      contributions: { ...ledger.contributions(statuses), save: diesBetween },
    });
    await expect(dying.deliver(ledger.feed())).rejects.toThrow('died');
    expect(await ledger.statuses()).toEqual([]);
    await ledger.byStatus.deliver(ledger.feed());
    expect(await ledger.statuses()).toEqual([{ status: 'closed', owner: 'bob', sheets: 1, amount: 5 }]);
  });

  it('fills a gap from the store, and is not turned back by an older batch on another host', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })], [changed('rent', 6)], [changed('rent', 7)]);
    const [first, , third] = ledger.feed();
    await ledger.byKey.deliver([third]);
    expect(await ledger.newHost().byKey.deliver([first])).toMatchObject({ alreadyApplied: 1 });
    expect(await ledger.keys()).toEqual([{ key: 'rent', rows: 1, amount: 7 }]);
  });

  it('is counted again from the events when its documents were all deleted under a host that remembers them', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })]);
    await ledger.byKey.deliver(ledger.feed());
    ledger.loseTotals();
    await ledger.append('1', [changed('rent', 6)]);
    await ledger.byKey.deliver(ledger.feed().slice(1));
    expect(await ledger.keys()).toEqual([{ key: 'rent', rows: 1, amount: 6 }]);
  });

  it('counts anew what is stored under a version that the stream does not have', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })]);
    const value = { rows: 1, amount: 50 };
    const place = { partition: 'rent', key: { key: 'rent' } };
    const ahead = { streamId: 'sheet-1' as const, version: 9, value, before: undefined };
    await ledger.contributions(amountsByKey).save(place, [ahead]);
    await ledger.byKey.deliver(ledger.feed());
    expect(await ledger.keys()).toEqual([{ key: 'rent', rows: 1, amount: 5 }]);
  });

  it('parks a stream whose contribution is damaged, and goes on with the others', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })]);
    await ledger.append('2', [opened({ rent: 7 })]);
    await ledger.byKey.deliver(ledger.feed());
    await ledger.append('1', [changed('rent', 6)]);
    const find: Contributions<never>['find'] = () => Promise.reject(new DamagedContribution('no number'));
    const contributions = { ...ledger.contributions(amountsByKey), find };
    const cold = totalProjector(amountsByKey, { ...ledger, contributions });
    expect(await cold.deliver(ledger.feed().slice(2))).toMatchObject({ parked: 1 });
    expect((await ledger.parkingLot.list({ limit: 10 })).items).toMatchObject([{ reason: 'no number' }]);
  });

  it('refuses an amount that is no whole number, and names the total and the event', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })]);
    const broken = { ...amountsByKey, contributions: () => [{ key: 'rent', rows: 1, amount: 0.5 }] };
    await expect(
      totalProjector(broken, { ...ledger, contributions: ledger.contributions(amountsByKey) }).deliver(ledger.feed()),
    ).rejects.toThrow(/amounts-by-key cannot add up SheetOpened at version 1 of sheet-1.*0\.5/);
  });
});

describe('The declaration of a total', () => {
  const declared = { ...amountsByKey };

  it.each([
    ['no key', { key: [] }],
    ['0 fields', { sums: [] }],
    ['a key that it adds up', { sums: ['key'] as never }],
    ['personal data', { schema: z.object({ key: personal(z.string()) }) as never }],
  ])('is refused with %s', (fault, change) => {
    expect(() => declareTotal({ ...declared, ...change })).toThrow(fault);
  });

  it('is refused with more sums than one patch can change', () => {
    const sums = Array.from({ length: 10 }, (_, index) => `f${index}`) as never;
    expect(() => declareTotal({ ...declared, sums })).toThrow('10 fields');
  });
});

describe('A query after a version of a stream', () => {
  const asked = async (after: { streamId: StreamId; version: number }, deliver: boolean) => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5 })], [changed('rent', 6)], [closed]);
    if (deliver) await ledger.byKey.deliver(ledger.feed());
    const looks: number[] = [];
    const patience = () => ({
      within: <Result>(work: Promise<Result>) => work,
      pause: async (look: number) => looks.push(look) < 20,
    });
    const read: number[] = [];
    const eventStore: Pick<EventStore, 'read'> = {
      read: async (...of) => {
        const commits = await ledger.eventStore.read(...of);
        read.push(...commits.map(({ version }) => version));
        return commits;
      },
    };
    const folded: number[] = [];
    const fold: typeof amountsByKey.fold = (sheet, recorded) => {
      folded.push(recorded.version);
      return amountsByKey.fold(sheet, recorded);
    };
    const ports = { ...ledger, eventStore, contributions: ledger.contributions(amountsByKey), patience };
    const answer = await totalReader({ ...amountsByKey, fold }, ports).read({ limit: 10 }, after);
    expect(new Set(read).size, 'No query reads an event twice.').toBe(read.length);
    expect(new Set(folded).size, 'No query folds an event twice.').toBe(folded.length);
    return { answer, looks: looks.length };
  };

  it('is answered at once when that version is counted, also by an event that changes no amount', async () => {
    for (const version of [1, 2, 3])
      expect(await asked({ streamId: 'sheet-1', version }, true)).toMatchObject({
        answer: { found: 'current', page: { items: [{ key: 'rent', amount: 6 }] } },
        looks: 0,
      });
  });

  it('waits for it, reads and folds each event once, and is late at the end of its patience', async () => {
    expect(await asked({ streamId: 'sheet-1', version: 2 }, false)).toEqual({ answer: { found: 'late' }, looks: 20 });
  });

  it('looks no more for what it has found counted in one total while it waits for another', async () => {
    const ledger = counting();
    await ledger.append('1', [opened({ rent: 5, tax: 1 })]);
    await ledger.byKey.deliver(ledger.feed());
    const contributions = ledger.contributions(amountsByKey);
    const sought: string[] = [];
    const find: typeof contributions.find = async (partition, streamId) => {
      sought.push(partition);
      return partition.includes('tax') ? undefined : contributions.find(partition, streamId);
    };
    const patience = () => ({
      within: <Result>(work: Promise<Result>) => work,
      pause: async (looks: number) => looks < 3,
    });
    const ports = { ...ledger, contributions: { ...contributions, find }, patience };
    const answer = await totalReader(amountsByKey, ports).read({ limit: 10 }, { streamId: 'sheet-1', version: 1 });
    expect(answer).toEqual({ found: 'late' });
    expect(sought.map((partition) => (partition.includes('tax') ? 'tax' : 'rent'))).toEqual([
      ...['rent', 'tax'],
      ...['tax', 'tax'],
    ]);
  });

  it('finds nothing at the second look where there is no such stream, nor one of another kind', async () => {
    expect(await asked({ streamId: 'sheet-9', version: 1 }, true)).toEqual({ answer: { found: 'nothing' }, looks: 1 });
    expect(await asked({ streamId: 'person-1', version: 1 }, true)).toEqual({ answer: { found: 'nothing' }, looks: 0 });
  });

  it('is refused after a while for a version that the stream does not have', async () => {
    expect(await asked({ streamId: 'sheet-1', version: 4 }, true)).toEqual({
      answer: { found: 'beyond', version: 3 },
      looks: 7,
    });
  });
});
