import type { StreamId } from '../../../domain/modelling/ids.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EventStore } from '../../../application/streams/event-store.ts';
import type { Snapshot, SnapshotStore } from '../../../application/streams/snapshot-store.ts';
import { sheet } from '../../support/ledger/index.ts';
import { fingerprintOf } from '../../../application/streams/snapshot.ts';
import { DamagedStream } from '../../../application/streams/stream-head.ts';
import { asBob } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const snapshotEvery = 10;
const far = 3 * (snapshotEvery + 28);

/** A ledger whose sheet 1 has been changed so many times, by a process that is gone; and what it asks of its stores. */
const longLived = async (changes: number, spoil: (inner: SnapshotStore) => Partial<SnapshotStore> = () => ({})) => {
  const asked: string[] = [];
  const counted = (inner: EventStore): EventStore => ({
    ...inner,
    read: (...of) => (asked.push(`read ${of.slice(1).join('-')}`), inner.read(...of)),
    readNewest: (...of) => (asked.push('readNewest'), inner.readNewest(...of)),
  });
  const long = sheetsOverMemory(counted, { snapshotEvery });
  await long.send('1', commands.open);
  for (let n = 0; n < changes; n += 1) await long.send('1', commands.changeRent(6 + (n % 2)));
  asked.length = 0;
  const kept = long.snapshots;
  const snapshots: SnapshotStore = { find: (id) => kept.find(id), save: (made) => kept.save(made), ...spoil(kept) };
  return { ...long, asked, kept, fresh: () => long.newProcess({ snapshots }) };
};

const change = { entityId: '1', command: commands.changeRent(99), reach: 'all' as const, provenance: asBob('change') };
const found = (snapshot: Snapshot | undefined): Snapshot => {
  if (snapshot === undefined) throw new Error('There is no snapshot.');
  return snapshot;
};

describe('a stream with a snapshot', () => {
  it('is loaded with one look at its newest commits, however long it is', async () => {
    const { asked, fresh } = await longLived(far);
    expect(await fresh()(change)).toMatchObject({ outcome: 'accepted', version: far + 2 });
    expect(asked).toEqual(['readNewest']);
  });

  it('has one that is never further behind than a snapshot is due', async () => {
    const { kept } = await longLived(far);
    expect(far + 1 - found(await kept.find('sheet-1')).version).toBeLessThanOrEqual(snapshotEvery + 1);
  });

  it('remembers the commands of before', async () => {
    const { fresh, eventStore } = await longLived(far);
    const first = {
      entityId: '1',
      command: commands.changeRent(6),
      reach: 'all' as const,
      provenance: asBob('command-2'),
    };
    expect(await fresh()(first)).toMatchObject({ outcome: 'accepted', version: 2 });
    expect(await eventStore.read('sheet-1')).toHaveLength(far + 1);
  });

  it('is read from the snapshot on where that is far behind, and gets a new one', async () => {
    const { kept, asked, fresh } = await longLived(far);
    const early = await longLived(snapshotEvery + 1);
    const old = found(await early.kept.find('sheet-1'));
    await kept.save(old);
    expect(await fresh()(change)).toMatchObject({ version: far + 2 });
    expect(asked).toEqual(['readNewest', `read ${old.version - 1}-${far + 1 - 37}`]);
    expect((await kept.find('sheet-1'))?.version).toBe(far + 1);
  });

  it('is loaded with that one look as long as its newest commits reach the snapshot', async () => {
    const early = await longLived(snapshotEvery + 1);
    const old = found(await early.kept.find('sheet-1'));
    const { kept, asked, fresh } = await longLived(old.version + 36);
    await kept.save(old);
    expect(await fresh()(change)).toMatchObject({ version: old.version + 38 });
    expect(asked).toEqual(['readNewest']);
  });

  it('gets one also where it is only looked at, when that took long', async () => {
    const { kept, fresh } = await longLived(far, (inner) => ({
      find: () => Promise.resolve(undefined),
      save: inner.save,
    }));
    const before = found(await kept.find('sheet-1')).version;
    await fresh()({ ...change, command: commands.changeRent(6 + ((far - 1) % 2)) });
    expect(found(await kept.find('sheet-1')).version).toBe(far + 1);
    expect(before).toBeLessThan(far + 1);
  });
});

describe('a short stream', () => {
  it('gets no snapshot', async () => {
    const { kept } = await longLived(snapshotEvery);
    expect(await kept.find('sheet-1')).toBeUndefined();
  });

  it('gets its first with the commit that makes it longer, under the fingerprint of the code', async () => {
    const { kept } = await longLived(snapshotEvery + 1);
    const first = found(await kept.find('sheet-1'));
    expect(first).toMatchObject({ version: snapshotEvery + 1, fingerprint: fingerprintOf(sheet) });
  });
});

describe('a snapshot that is of no use changes no answer', () => {
  const changed = (change: (snapshot: Snapshot) => unknown) => (inner: SnapshotStore) => ({
    find: async (streamId: StreamId) => change(found(await inner.find(streamId))) as Snapshot,
  });

  it.each<[string, (inner: SnapshotStore) => Partial<SnapshotStore>]>([
    ['gone', () => ({ find: () => Promise.resolve(undefined) })],
    ['out of reach', () => ({ find: () => Promise.reject(new Error('throttled')) })],
    [
      'of other code',
      changed((snapshot) => ({ ...snapshot, fingerprint: 'other', state: { status: 'dropped', ownerId: 'bob' } })),
    ],
    [
      'newer than the stream',
      changed((snapshot) => ({ ...snapshot, version: 9_999, state: { status: 'dropped', ownerId: 'bob' } })),
    ],
    [
      'of another stream',
      changed((snapshot) => ({ ...snapshot, streamId: 'sheet-2', state: { status: 'signed', ownerId: 'bob' } })),
    ],
    ['with a state that is none', changed((snapshot) => ({ ...snapshot, state: { status: 'lost' } }))],
    ['of a history that went another way', changed((snapshot) => withLastCommand(snapshot, 'another'))],
    ['inside of a commit', changed((snapshot) => ({ ...snapshot, version: snapshot.version + 0.5 }))],
  ])('when it is %s', async (_, spoil) => {
    const { fresh, asked } = await longLived(far, spoil);
    expect(await fresh()(change)).toMatchObject({ outcome: 'accepted', version: far + 2 });
    expect(asked.at(-1)).toMatch(/^read 0-/);
  });

  it('when it cannot be saved', async () => {
    const { fresh } = await longLived(far, () => ({
      find: () => Promise.resolve(undefined),
      save: () => Promise.reject(new Error('throttled')),
    }));
    expect(await fresh()(change)).toMatchObject({ outcome: 'accepted', version: far + 2 });
  });

  it('when saving it never ends', async () => {
    const { fresh } = await longLived(far, () => ({
      find: () => Promise.resolve(undefined),
      save: () => Promise.withResolvers<never>().promise,
    }));
    expect(await fresh()(change)).toMatchObject({ outcome: 'accepted', version: far + 2 });
  });
});

function withLastCommand(snapshot: Snapshot, commandId: string): Snapshot {
  const [version = 0, , ...others] = snapshot.receipts.at(-1) ?? [];
  const receipts = [...snapshot.receipts.slice(0, -1), [version, commandId, ...others]];
  return { ...snapshot, state: { status: 'dropped', ownerId: 'bob' }, receipts: receipts as Snapshot['receipts'] };
}

it('a snapshot does not hide a hole behind it', async () => {
  const { newProcess, eventStore, snapshots } = await longLived(far);
  const readNewest: EventStore['readNewest'] = async (...of) =>
    (await eventStore.readNewest(...of)).filter(({ version }) => version !== far);
  const holed = newProcess({ snapshots, eventStore: { ...eventStore, readNewest } });
  await expect(holed(change)).rejects.toThrow(DamagedStream);
});

describe('the fingerprint of a snapshot', () => {
  const { SheetDropped } = sheet.events;
  const withDropped = (changed: object) => ({
    ...sheet,
    events: { ...sheet.events, SheetDropped: { ...SheetDropped, ...changed } },
  });

  it('is another when the meaning or the shape of states or events is', () => {
    const all: readonly (typeof sheet)[] = [
      sheet,
      { ...sheet, stateVersion: sheet.stateVersion + 1 },
      { ...sheet, category: 'other' },
      { ...sheet, state: sheet.state.and(z.object({ other: z.string().exactOptional() })) },
      withDropped({ upcasts: [(data: unknown) => data] }),
      withDropped({ schema: SheetDropped.schema.partial() }),
    ];
    expect(new Set(all.map(fingerprintOf)).size).toBe(all.length);
  });

  it('is the same when a shape is described in other words', () => {
    const state = sheet.state.meta({ title: 'other' }).describe('In other words.');
    const schema = SheetDropped.schema.describe('It was dropped, in other words.');
    expect(fingerprintOf({ ...sheet, state })).toBe(fingerprintOf(sheet));
    expect(fingerprintOf(withDropped({ schema }))).toBe(fingerprintOf(sheet));
  });

  it('is another when a field with the name of a description comes or goes', () => {
    const withField = (name: string) => SheetDropped.schema.and(z.object({ [name]: z.string() }));
    expect(fingerprintOf(withDropped({ schema: withField('description') }))).not.toBe(
      fingerprintOf(withDropped({ schema: withField('title') })),
    );
  });

  it('is another when another thing is stored, whatever becomes of it when it is read', () => {
    const reading = (schema: z.ZodType) => fingerprintOf({ ...sheet, state: schema as typeof sheet.state }); // only its shape is looked at
    const [text, count] = [z.string(), z.int()].map((stored) => reading(stored.transform(String)));
    expect(text).not.toBe(count);
  });

  it('is had also of what JSON Schema has no word for', () => {
    expect(fingerprintOf({ ...sheet, state: z.date() as never })).toMatch(/./);
  });

  it('is the same in every process', () => expect(fingerprintOf(sheet)).toBe(fingerprintOf({ ...sheet })));
});

it('commands that find a stream unknown load it once, however many they are', async () => {
  const { fresh, asked } = await longLived(3);
  const process = fresh();
  const sent = Array.from({ length: 20 }, (_, n) =>
    process({ ...change, command: commands.changeRent(100 + n), provenance: asBob(`n-${n}`) }),
  );
  await Promise.all(sent);
  expect(asked).toEqual(['readNewest']);
});
