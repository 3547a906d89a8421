import { describe, expect, it } from 'vitest';
import { CommitTooLarge, StoreUnavailable, type EventStore } from '../../../application/streams/event-store.ts';
import { asBob } from '../../support/as-bob.ts';
import type { SheetCommand } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const ask = (id: string, command: SheetCommand, expectedVersion?: number) => ({
  entityId: '1',
  command,
  reach: 'all' as const,
  provenance: asBob(id),
  ...(expectedVersion !== undefined && { expectedVersion }),
});
const changes = (count: number) =>
  Array.from({ length: count }, (_, n) => ask(`change-${n}`, commands.changeRent(n + 10)));

/** An open sheet, and what its store is asked from then on. */
const openSheet = async (wrap: (inner: EventStore) => EventStore = (inner) => inner) => {
  const calls: string[] = [];
  const sheets = sheetsOverMemory((inner) => {
    const wrapped = wrap(inner);
    return {
      ...wrapped,
      read: (...of) => (calls.push('read'), wrapped.read(...of)),
      hasNext: (...of) => (calls.push('hasNext'), wrapped.hasNext(...of)),
      append: (head, ...commits) => (calls.push(`append ${commits.length}`), wrapped.append(head, ...commits)),
    };
  });
  await sheets.handle(ask('open', commands.open));
  calls.length = 0;
  const commandIds = async () => (await sheets.history.read('sheet-1')).slice(1).map(({ commandId }) => commandId);
  return { ...sheets, calls, commandIds };
};

/** Wraps a store so that the appends behind the first commit of a stream end otherwise. */
const appending =
  (append: (inner: EventStore, ...of: Parameters<EventStore['append']>) => ReturnType<EventStore['append']>) =>
  (inner: EventStore): EventStore => ({
    ...inner,
    append: (head, ...commits) =>
      head.version === 0 ? inner.append(head, ...commits) : append(inner, head, ...commits),
  });

describe('Commands that wait in line for one stream', () => {
  it('are one append of a commit each, in the order in which they came', async () => {
    const { handle, calls, commandIds } = await openSheet();
    const outcomes = await Promise.all(changes(20).map(handle));
    expect(outcomes).toMatchObject(outcomes.map((_, n) => ({ outcome: 'accepted', version: n + 2 })));
    expect(await commandIds()).toEqual(changes(20).map(({ provenance }) => provenance.commandId));
    expect(calls).toEqual(['append 20']);
  });

  it('are a hundred to an append', async () => {
    const { handle, calls } = await openSheet();
    const outcomes = await Promise.all(changes(250).map(handle));
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(250);
    expect(calls).toEqual(['append 100', 'append 100', 'append 50']);
  });

  it('are decided each on what those before it will leave, and are answered by the same append', async () => {
    const { handle, calls } = await openSheet();
    const line = [
      ask('change', commands.changeRent(6), 1),
      ask('late', commands.changeRent(7), 1),
      ask('same', commands.changeRent(6)),
      ask('drop', commands.drop),
      ask('refused', commands.changeRent(8)),
    ];
    expect(await Promise.all(line.map(handle))).toMatchObject([
      { outcome: 'accepted', version: 2 },
      { outcome: 'stale', version: 2 },
      { outcome: 'accepted', version: 2, events: [] },
      { outcome: 'accepted', version: 3 },
      { outcome: 'rejected', rejection: { type: 'SheetAlreadyDropped' } },
    ]);
    expect(calls).toEqual(['append 2']);
  });

  it('are all decided again after a lost race, and one of them may be refused then', async () => {
    let rival = true;
    const { handle, calls } = await openSheet(
      appending(async (inner, head, ...commits) => {
        const data = { reason: 'rain' };
        const [first] = commits;
        const events = [{ type: 'SheetDropped', schemaVersion: 1, data }] as const;
        if (rival) await inner.append(head, { ...first, commandId: 'rival', events });
        rival = false;
        return inner.append(head, ...commits);
      }),
    );
    const outcomes = await Promise.all(changes(3).map(handle));
    expect(outcomes).toMatchObject(outcomes.map(() => ({ rejection: { type: 'SheetAlreadyDropped' } })));
    expect(calls).toEqual(['append 3', 'read']);
  });

  it('are answered as they were stored when the answer to their append was lost', async () => {
    let isLost = true;
    const { handle, calls, commandIds } = await openSheet(
      appending(async (inner, head, ...commits) => {
        if (isLost) await inner.append(head, ...commits);
        isLost = false;
        return inner.append(head, ...commits);
      }),
    );
    const outcomes = await Promise.all(changes(3).map(handle));
    expect(outcomes).toMatchObject([2, 3, 4].map((version) => ({ outcome: 'accepted', version })));
    expect(await commandIds()).toEqual(['change-0', 'change-1', 'change-2']);
    expect(calls).toEqual(['append 3', 'read']);
  });

  it('are appended later where the store has taken only the first of them', async () => {
    const { handle, calls, commandIds } = await openSheet(
      appending((inner, head, first, ...others) => inner.append(head, first, ...others.slice(0, 1))),
    );
    const line = [...changes(3), ask('sign', commands.sign), ...changes(5).slice(3)];
    const outcomes = await Promise.all(line.map(handle));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'rejected',
      'accepted',
      'accepted',
    ]);
    expect(await commandIds()).toEqual([0, 1, 2, 3, 4].map((n) => `change-${n}`));
    expect(calls).toEqual(['append 5', 'append 3', 'append 1']);
  });

  it('do not fail with one of them that cannot be stored', async () => {
    const isLarge = ({ commandId }: { readonly commandId: string }) => commandId === 'change-1';
    const { handle, commandIds } = await openSheet(
      appending((inner, head, first, ...others) => {
        if (isLarge(first)) return Promise.reject(new CommitTooLarge('too large'));
        const large = others.findIndex(isLarge);
        return inner.append(head, first, ...(large === -1 ? others : others.slice(0, large)));
      }),
    );
    const outcomes = await Promise.allSettled(changes(4).map(handle));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'CommitTooLarge' } });
    expect(await commandIds()).toEqual(['change-0', 'change-2', 'change-3']);
  });

  it.each([
    ['refusal', commands.drop, commands.changeRent(8)],
    ['"nothing to do"', commands.changeRent(8), commands.changeRent(8)],
  ])('get no %s that holds only behind a commit which the store has not taken', async (_, lost, behind) => {
    const isLost = ({ commandId }: { readonly commandId: string }) => commandId === 'lost';
    const { handle, calls, commandIds } = await openSheet(
      appending((inner, head, first, ...others) =>
        isLost(first) ? Promise.reject(new CommitTooLarge('too large')) : inner.append(head, first, ...others.slice(1)),
      ),
    );
    const line = [ask('first', commands.changeRent(6)), ask('lost', lost), ask('behind', behind)];
    expect(await Promise.allSettled(line.map(handle))).toMatchObject([
      { value: { outcome: 'accepted', version: 2 } },
      { reason: { name: 'CommitTooLarge' } },
      { value: { outcome: 'accepted', version: 3, events: [{ type: 'RowChanged' }] } },
    ]);
    expect(await commandIds()).toEqual(['first', 'behind']);
    expect(calls).toEqual(['append 2', 'append 1', 'append 1']);
  });

  it('do not fail with one of them that the code cannot decide', async () => {
    const { handle, commandIds } = await openSheet();
    const broken = ask('broken', { ...commands.changeRent(6), data: null } as unknown as SheetCommand);
    const outcomes = await Promise.allSettled([...changes(2), broken].map(handle));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(await commandIds()).toEqual(['change-0', 'change-1']);
  });

  it('are all told at once that the store is down, and the next one tries it again', async () => {
    let isDown = true;
    const { handle, calls } = await openSheet(
      appending((inner, ...of) => (isDown ? Promise.reject(new StoreUnavailable('down')) : inner.append(...of))),
    );
    const outcomes = await Promise.allSettled(changes(3).map(handle));
    expect(outcomes).toMatchObject(outcomes.map(() => ({ reason: { name: 'StoreUnavailable' } })));
    isDown = false;
    expect(await handle(ask('next', commands.changeRent(9)))).toMatchObject({ outcome: 'accepted', version: 2 });
    expect(calls).toEqual(['append 3', 'append 1']);
  });

  it('are searched for in one query, where the stream has had more commands within a day than are remembered', async () => {
    const searches: number[] = [];
    const { handle, send } = await openSheet((inner) => ({
      ...inner,
      findByCommands: (id, commandIds) => (searches.push(commandIds.length), inner.findByCommands(id, commandIds)),
    }));
    await handle(ask('early', commands.changeRent(9)));
    for (let n = 0; n < 1_000; n += 1) await send('1', commands.changeRent((n % 2) + 10));
    searches.length = 0;
    const outcomes = await Promise.all([ask('early', commands.changeRent(9)), ...changes(5)].map(handle));
    expect(outcomes.map((each) => 'version' in each && each.version)).toEqual([2, 1_003, 1_004, 1_005, 1_006, 1_007]);
    expect(searches).toEqual([6]);
  });
});

it('a command that comes while others are appended is decided on what they leave', async () => {
  const began = Promise.withResolvers<undefined>();
  const goOn = Promise.withResolvers<undefined>();
  const { handle, calls } = await openSheet(
    appending(async (inner, ...of) => {
      began.resolve(undefined);
      await goOn.promise;
      return inner.append(...of);
    }),
  );
  const first = handle(ask('first', commands.changeRent(6)));
  await began.promise;
  const second = handle(ask('second', commands.changeRent(6)));
  goOn.resolve(undefined);
  expect(await first).toMatchObject({ outcome: 'accepted', version: 2 });
  expect(await second).toMatchObject({ outcome: 'accepted', version: 2, events: [] });
  expect(calls).toEqual(['append 1', 'hasNext']);
});
