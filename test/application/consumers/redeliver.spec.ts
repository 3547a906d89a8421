import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryDeadLetters, type StoredDeadLetters } from '../../../adapters/memory/index.ts';
import { redeliver } from '../../../application/consumers/redeliver.ts';
import { publishedFrom } from '../../../application/messages/published-from.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { sheets } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { consumerWorld, type ConsumerWorld } from './consumer-world.ts';

const changed = (from: number, to: number) => ({
  type: 'RowChanged',
  schemaVersion: 1,
  data: { key: 'rent', from, to },
});

let bobs: ReturnType<typeof sheetsOverMemory>;
let world: ConsumerWorld;
let letters: StoredDeadLetters;

beforeEach(async () => {
  bobs = sheetsOverMemory();
  world = consumerWorld();
  letters = new Map();
  // The sheet is opened, changed twice and closed; that a row is removed is not published.
  await bobs.send(
    '1',
    commands.open,
    commands.changeRent(6),
    commands.removeTax,
    commands.changeRent(7),
    commands.close,
  );
});

const again = (from = 1, streamId: `${string}-${string}` = 'sheet-1') => {
  const published = publishedFrom({ eventStore: bobs.history, publications: publicationOf(sheets) });
  const deadLetters = inMemoryDeadLetters(letters);
  return world.time.run(redeliver({ publishedFrom: published, deadLetters })(world.consumer, { streamId, from }));
};

describe('A redelivery', () => {
  it('hands what was published to one consumer, one after the other, and sends nothing', async () => {
    expect(await again()).toEqual({ handed: 4, outcomes: { kept: 4 }, deadLetters: 0, next: null });
    expect(world.effects).toEqual(['sheet-1:1', 'sheet-1:2', 'sheet-1:4', 'sheet-1:5']);
    expect(bobs.bus.sent()).toEqual([]);
  });

  it('gives a consumer what it has missed, and nothing twice', async () => {
    await world.take('sheet-1', 1);
    await world.take('sheet-1', 4);
    expect(await again()).toMatchObject({ handed: 4, outcomes: { duplicate: 2, kept: 2 } });
    expect(await again()).toMatchObject({ handed: 4, outcomes: { duplicate: 4 } });
    expect(world.effects.toSorted()).toEqual(['sheet-1:1', 'sheet-1:2', 'sheet-1:4', 'sheet-1:5']);
  });

  it('begins at the version that is asked for, also within a commit', async () => {
    expect(await again(4)).toMatchObject({ handed: 2, next: null });
    expect(world.effects).toEqual(['sheet-1:4', 'sheet-1:5']);
    await bobs.eventStore.append(StreamHead.beforeFirst('sheet-3'), {
      ...{ category: 'sheet', recordedAt: specTime, ...asBob('at-once') },
      events: [changed(5, 6), changed(6, 7)],
    });
    expect(await again(2, 'sheet-3')).toMatchObject({ handed: 1 });
    expect(world.effects.at(-1)).toBe('sheet-3:2');
    expect(world.effects).not.toContain('sheet-3:1');
  });

  it('completes the dead letters of what it has handed over, and leaves the others', async () => {
    letters.set('parcels', ['sheet-1:1', 'sheet-1:4', 'sheet-2:1']).set('others', ['sheet-1:4']);
    expect(await again(2)).toMatchObject({ deadLetters: 1 });
    expect([...letters]).toEqual([
      ['parcels', ['sheet-1:1', 'sheet-2:1']],
      ['others', ['sheet-1:4']],
    ]);
  });

  it('ends at a message that cannot be taken, which waits then, and goes on behind it', async () => {
    letters.set('parcels', ['sheet-1:2', 'sheet-1:5']);
    world.fails = ({ streamversion }) => {
      if (streamversion === 2) throw new Undeliverable('It is about no sheet.');
    };
    expect(await again()).toMatchObject({ handed: 2, deadLetters: 1, next: 3 });
    expect(await world.consumer.find('sheet-1')).toMatchObject({
      state: 'quarantined',
      messages: [{ id: 'sheet-1:2' }],
    });
    expect(letters.get('parcels')).toEqual(['sheet-1:5']);
    world.fails = () => undefined;
    await world.time.run(world.consumer.retry('sheet-1'));
    expect(await again(3)).toMatchObject({ handed: 2, next: null });
    expect(world.effects).toEqual(['sheet-1:1', 'sheet-1:2', 'sheet-1:4', 'sheet-1:5']);
  });

  it('leaves dead letters where a message could neither be taken nor kept', async () => {
    letters.set('parcels', ['sheet-1:1']);
    const published = publishedFrom({ eventStore: bobs.history, publications: publicationOf(sheets) });
    const failing = { ...world.consumer, take: () => Promise.reject(new Error('The store is away.')) };
    const redelivering = redeliver({ publishedFrom: published, deadLetters: inMemoryDeadLetters(letters) });
    await expect(redelivering(failing, { streamId: 'sheet-1', from: 1 })).rejects.toThrow('The store is away.');
    expect(letters.get('parcels')).toEqual(['sheet-1:1']);
  });

  it('finds no stream that is not there, and nothing behind the end of one', async () => {
    expect(await again(1, 'sheet-9')).toBeUndefined();
    expect(await again(6)).toEqual({ handed: 0, outcomes: {}, deadLetters: 0, next: null });
  });

  it('goes through a long stream in parts', async () => {
    const amounts = Array.from({ length: 1_200 }, (_, index) => commands.changeRent(index + 10));
    await bobs.send('2', commands.open, ...amounts);
    const first = await again(1, 'sheet-2');
    expect(first).toMatchObject({ handed: 1_000, next: 1_001 });
    expect(await again(first?.next ?? 0, 'sheet-2')).toMatchObject({ handed: 201, next: null });
    expect(new Set(world.effects).size).toBe(1_201);
  });
});
