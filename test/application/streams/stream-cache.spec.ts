import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import type { CacheUse, NewCache } from '../../../application/streams/cache.ts';
import { sizeOfKnown } from '../../../application/streams/stream-state.ts';
import type { NewSnapshot } from '../../../application/streams/snapshot-store.ts';
import { streamMemory } from '../../../application/streams/stream-cache.ts';
import { customer } from '../../../domain/customer/index.ts';
import { order } from '../../../domain/order/index.ts';
import { commands, shop } from '../../support/shop.ts';

/** A memory's surroundings, and what it has told them. */
const watched = () => {
  const uses: Omit<CacheUse<never>, 'sizeOf'>[] = [];
  const sizes: unknown[] = [];
  const saved: NewSnapshot[] = [];
  const newCache: NewCache = ({ sizeOf, ...use }) => {
    uses.push(use);
    sizes.push(sizeOf);
    return { get: () => undefined, set: () => undefined };
  };
  const snapshots = {
    find: () => Promise.resolve(undefined),
    save: (snapshot: NewSnapshot) => Promise.resolve(void saved.push(snapshot)),
  };
  return { uses, sizes, saved, sources: { newCache, snapshots, eventStore: inMemoryEventStore(), snapshotEvery: 0 } };
};

describe('the memory of streams', () => {
  it('tells its cache how large a stream is, and whether it says something about a person', () => {
    const { uses, sizes, sources } = watched();
    streamMemory(customer, sources);
    streamMemory(order, sources);
    expect(uses).toEqual([{ isPersonal: true }, { isPersonal: false }]);
    expect(sizes).toEqual([sizeOfKnown, sizeOfKnown]);
  });

  it('tells the store of snapshots the same of each of them', async () => {
    const { send, eventStore } = shop();
    await send('1', commands.place);
    const { saved, sources } = watched();
    const memory = streamMemory(order, sources);
    memory.keepSnapshot(memory.learn(memory.recall('order-1'), await eventStore.read('order-1')));
    expect(saved).toEqual([expect.objectContaining({ streamId: 'order-1', version: 1, isPersonal: false })]);
  });

  it('counts from a snapshot that is on its way as from one that is kept', async () => {
    const { send, eventStore } = shop();
    await send('1', commands.place);
    const { saved, sources } = watched();
    const memory = streamMemory(order, sources);
    const known = memory.learn(memory.recall('order-1'), await eventStore.read('order-1'));
    memory.keepSnapshot(memory.keepSnapshot(known));
    expect(saved).toHaveLength(1);
  });
});
