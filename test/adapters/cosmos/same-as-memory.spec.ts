import type { StreamId } from '../../../domain/modelling/ids.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosmosEventStore, cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { inMemoryEventStore, inMemoryReadModel } from '../../../adapters/memory/index.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import type { ReadModel } from '../../../application/views/read-model.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { newCommit } from '../contracts/new-commit.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';

const cosmos = useLocalCosmos();

const writer = fc.constantFrom('ann', 'bob');
const step = fc.oneof(
  fc.record({ does: fc.constant('append'), writer, command: fc.nat(5), events: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ does: fc.constant('look'), writer }),
  fc.record({ does: fc.constant('read'), after: fc.nat(6), before: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ does: fc.constant('newest'), atMost: fc.integer({ min: 1, max: 4 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

/** Two writers work on one stream, each from the head that it read last. Returns all their answers. */
const play = async (
  eventStore: EventStore,
  streamId: StreamId,
  steps: readonly Step[],
): Promise<readonly unknown[]> => {
  const heads = { ann: StreamHead.beforeFirst(streamId), bob: StreamHead.beforeFirst(streamId) };
  const told: unknown[] = [];
  for (const each of steps) {
    if ('after' in each) told.push(await eventStore.read(streamId, each.after, each.before));
    else if ('atMost' in each) told.push(await eventStore.readNewest(streamId, each.atMost));
    else if ('command' in each) {
      const types = Array.from({ length: each.events - 1 }, () => 'NoteTaken');
      told.push(
        await eventStore.append(heads[each.writer], newCommit(`command-${each.command}`, 'OrderPlaced', ...types)),
      );
    } else {
      heads[each.writer] = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
      told.push(heads[each.writer].version);
    }
  }
  return [...told, await eventStore.read(streamId)];
};

describe('Cosmos and memory behave the same', () => {
  let store: EventStore;
  let documents: ReadModel<StoredSheet>;
  let runs = 0;

  beforeAll(async () => {
    const database = await cosmos.freshDatabase();
    store = cosmosEventStore(database);
    documents = cosmosReadModel<StoredSheet>(database, storedSheets);
  });

  it('for two writers that append, check and read in any order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const streamId = streamIdOf('order', String((runs += 1)));
        expect(await play(store, streamId, steps)).toEqual(await play(inMemoryEventStore(), streamId, steps));
      }),
      { numRuns: 60 },
    ));

  it('for lists in pages of any size', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (days, limit) => {
          const ownerId = `owner-${(runs += 1)}`;
          const inMemory = inMemoryReadModel<StoredSheet>(storedSheets);
          for (const day of days)
            for (const readModel of [documents, inMemory])
              await readModel.save({ id: `${day}`, partition: ownerId }, stored(`${day}`, ownerId, day), undefined);
          expect(await idsOfAllPages(documents, ownerId, limit)).toEqual(await idsOfAllPages(inMemory, ownerId, limit));
        },
      ),
      { numRuns: 25 },
    ));
});

/** Follows the continuations. A page that turns out to hold nothing counts as none: a store may give one at the end. */
const idsOfAllPages = async (readModel: ReadModel<StoredSheet>, partition: string, limit: number) => {
  const pages: (readonly string[])[] = [];
  let request: Parameters<typeof readModel.list>[0] | undefined = { partition, limit };
  while (request !== undefined) {
    const { items, continuation }: Awaited<ReturnType<typeof readModel.list>> = await readModel.list(request);
    if (items.length > 0) pages.push(items.map(({ view }) => view.sheetId));
    request = continuation === undefined ? undefined : { partition, limit, continuation };
  }
  return pages;
};
