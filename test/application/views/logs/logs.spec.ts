import { asOlga, resultOf } from '../../../support/as-olga.ts';
import { describe, expect, it } from 'vitest';
import { specTime } from '../../../support/as-bob.ts';
import { deeds } from '../../../support/ledger/index.ts';
import { clerk } from '../../../support/readers.ts';
import { commands } from '../../../support/sheets.ts';
import { logging } from './logging.ts';

const opened = [
  { path: 'sheetId', to: '1' },
  { path: 'ownerId', to: 'bob' },
  { path: 'rows[rent].key', to: 'rent' },
];

const typesIn = (entries: readonly { readonly type: string }[]) => entries.map(({ type }) => type);

describe('A log', () => {
  it('has one entry for each event: who caused it, when, and what it changed from which value to which', async () => {
    const ledger = logging();
    await ledger.send('1', commands.open, commands.changeRent(6), commands.close);
    expect(await ledger.deeds.deliver(ledger.feed())).toMatchObject({ applied: 1 });
    const [first, second, third] = await ledger.listed('bob');
    expect(first).toMatchObject({ actor: 'bob', at: specTime, kind: 'sheet', of: '1', type: 'SheetOpened' });
    expect(first?.changes).toEqual(expect.arrayContaining(opened));
    expect(second).toEqual({
      actor: 'bob',
      at: specTime,
      kind: 'sheet',
      of: '1',
      type: 'RowChanged',
      streamId: 'sheet-1',
      position: `${specTime}/sheet-1/0000000000000002`,
      changes: [
        { path: 'rows[rent].amount', from: 5, to: 6 },
        { path: 'total', from: 6, to: 7 },
      ],
    });
    expect(third?.changes).toEqual([{ path: 'status', from: 'open', to: 'closed' }]);
  });

  it('keeps the entries of several aggregates, each actor by itself', async () => {
    const ledger = logging();
    await ledger.sendAs('eve')('1', commands.open);
    await ledger.sendTo('ada', {
      type: 'RegisterPerson',
      data: { name: 'Ada', email: 'ada@example.org' },
      at: specTime,
    });
    await ledger.deeds.deliver(ledger.feed());
    expect(await ledger.listed('eve')).toMatchObject([{ kind: 'sheet', streamId: 'sheet-1' }]);
    expect(await ledger.listed('bob')).toMatchObject([{ kind: 'person', streamId: 'person-ada' }]);
  });

  it('has every entry once, whatever is repeated, split, reordered or delivered by two processes at once', async () => {
    const ledger = logging();
    await ledger.send('1', commands.open, commands.changeRent(6), commands.changeRent(7), commands.close);
    const all = ledger.feed();
    const [first, second, third, fourth] = all;
    const other = ledger.newProcess();
    await Promise.all([ledger.deeds.deliver([first, second]), other.deeds.deliver([second, third])]);
    await other.deeds.deliver([fourth]);
    await ledger.deeds.deliver([fourth, second]);
    expect(await other.deeds.deliver(all)).toMatchObject({ alreadyApplied: 1 });
    expect(await ledger.deeds.deliver([first])).toMatchObject({ alreadyApplied: 1 });
    expect(await ledger.deeds.deliver([fourth])).toMatchObject({ alreadyApplied: 1 });
    const entries = await ledger.listed('bob');
    expect(typesIn(entries)).toEqual(['SheetOpened', 'RowChanged', 'RowChanged', 'SheetClosed']);
    expect(entries[2]?.changes).toContainEqual({ path: 'rows[rent].amount', from: 6, to: 7 });
  });

  it('reads nothing of a stream whose past this process remembers, and the whole of another one once', async () => {
    const ledger = logging();
    await ledger.send('1', commands.open);
    await ledger.deeds.deliver(ledger.feed());
    await ledger.send('1', commands.changeRent(6));
    const read = ledger.reads.length;
    await ledger.deeds.deliver(ledger.feed().slice(1));
    expect(ledger.reads).toHaveLength(read);
    const cold = ledger.newProcess();
    await cold.send('1', commands.changeRent(7), commands.changeRent(8));
    const before = ledger.reads.length;
    await cold.deeds.deliver(ledger.feed().slice(2, 3));
    await cold.deeds.deliver(ledger.feed().slice(3));
    expect(ledger.reads.slice(before)).toEqual(['sheet-1']);
    expect((await ledger.listed('bob'))[3]?.changes).toContainEqual({ path: 'rows[rent].amount', from: 7, to: 8 });
  });

  it('never reads a stream where its entries need nothing that was before', async () => {
    const ledger = logging();
    await ledger.sendTo(
      'ada',
      { type: 'RegisterPerson', data: { name: 'Ada', email: 'ada@example.org' }, at: specTime },
      { type: 'ChangePersonEmail', data: { email: 'lovelace@example.org' }, at: specTime },
    );
    const before = ledger.reads.length;
    await ledger.newProcess().names.deliver(ledger.feed().slice(1));
    expect(await ledger.newProcess().names.deliver(ledger.feed().slice(0, 1))).toMatchObject({ applied: 1 });
    expect(ledger.reads).toHaveLength(before);
    expect((await ledger.namesFor(clerk).list({ limit: 10 })).items).toMatchObject([{ view: { name: 'Ada' } }]);
  });

  it('fills a gap within a delivery, and one behind what it remembers, from the store', async () => {
    const ledger = logging();
    await ledger.send('1', commands.open, commands.changeRent(6), commands.changeRent(7));
    const [first, , third] = ledger.feed();
    await ledger.deeds.deliver([first, third]);
    expect(typesIn(await ledger.listed('bob'))).toEqual(['SheetOpened', 'RowChanged', 'RowChanged']);
    await ledger.send('1', commands.changeRent(8), commands.close);
    await ledger.deeds.deliver(ledger.feed().slice(4));
    expect(typesIn(await ledger.listed('bob')).slice(3)).toEqual(['RowChanged', 'SheetClosed']);
  });

  it('gives an entry what was before its event, and leaves out events that it has no entry about', async () => {
    const ledger = logging();
    await ledger.send('1', commands.open, commands.changeRent(9), commands.changeRent(7), commands.close);
    expect(await ledger.newProcess().moves.deliver(ledger.feed().slice(3))).toMatchObject({ notApplicable: 1 });
    expect(await ledger.newProcess().moves.deliver(ledger.feed().slice(2))).toMatchObject({ applied: 1 });
    expect(await ledger.newProcess().moves.deliver(ledger.feed())).toMatchObject({ applied: 1 });
    const { items } = await ledger.movesFor(clerk).list({ partition: '1', limit: 10, direction: 'asc' });
    expect(items.map(({ view }) => view)).toMatchObject([
      { key: 'rent', before: 6, by: 4 },
      { key: 'rent', before: 10, by: -2 },
    ]);
    expect(items[0]?.view).not.toHaveProperty('changes');
  });

  it('has lost entries again after an operator has replayed the stream', async () => {
    const losing = logging();
    await losing.send('1', commands.open, commands.changeRent(6));
    await losing.deeds.deliver(losing.feed());
    const other = logging({ eventStore: losing.eventStore, storedHistory: losing.storedHistory });
    await resultOf(other.system.operate(asOlga()).replay({ subscriber: 'deeds', streamId: 'sheet-1' }));
    expect(typesIn(await other.listed('bob'))).toEqual(['SheetOpened', 'RowChanged']);
  });

  it('parks a stream with an entry that no document can hold, and goes on with the others', async () => {
    const ledger = logging();
    const actor = 'a'.repeat(3_000);
    await ledger.sendAs(actor)('1', commands.open);
    await ledger.send('2', commands.open);
    expect(await ledger.deeds.deliver(ledger.feed())).toMatchObject({ parked: 1, applied: 1 });
    expect((await ledger.parkingLot.list({ limit: 10 })).items).toMatchObject([
      { subscriber: deeds.name, streamId: 'sheet-1', reason: expect.stringContaining('2048') },
    ]);
    expect(await ledger.listed('bob')).toHaveLength(1);
  });
});

describe('A search in a log', () => {
  it('takes the declared filters, in either direction, in pages, with a count', async () => {
    const ledger = logging();
    await ledger.send('1', commands.open, commands.changeRent(6), commands.close);
    await ledger.deeds.deliver(ledger.feed());
    const search = ledger.deedsFor(clerk);
    const asked = { partition: 'bob', equal: { kind: 'sheet' }, from: specTime, before: '2026-06-01' };
    expect(await search.count(asked)).toBe(3);
    expect(await search.count({ ...asked, equal: { kind: 'person' } })).toBe(0);
    expect((await search.list({ ...asked, limit: 10, before: specTime })).items).toEqual([]);
    const first = await search.list({ ...asked, limit: 2 });
    expect(typesIn(first.items.map(({ view }) => view))).toEqual(['SheetClosed', 'RowChanged']);
    const { continuation = '' } = first;
    const second = await search.list({ ...asked, limit: 2, continuation });
    expect(typesIn(second.items.map(({ view }) => view))).toEqual(['SheetOpened']);
  });

  it('is refused where the log does not declare it, before anybody has asked', () => {
    const { system } = logging();
    expect(() => system.logReaderOf(deeds).search({ orderBy: 'type' })).toThrow('does not declare');
    expect(() => system.logReaderOf({ ...deeds })).toThrow('does not declare deeds');
  });
});
