import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import type { CacheUse, NewCache } from '../../../application/streams/cache.ts';
import { sizeOfStream } from '../../../application/streams/stream-state.ts';
import type { NewSnapshot } from '../../../application/streams/snapshot-store.ts';
import { streamCache } from '../../../application/streams/stream-cache.ts';
import { customer } from '../../../domain/customer/index.ts';
import { order } from '../../../domain/order/index.ts';
import { commands, shop } from '../../support/shop.ts';

/** What a stream cache is made with, and what it was called with. */
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

describe('the cache of streams', () => {
  it('says how large a stream is, and whether it holds personal data', () => {
    const { uses, sizes, sources } = watched();
    streamCache(customer, sources);
    streamCache(order, sources);
    expect(uses).toEqual([{ isPersonal: true }, { isPersonal: false }]);
    expect(sizes).toEqual([sizeOfStream, sizeOfStream]);
  });

  it('says the same of each snapshot', async () => {
    const { send, eventStore } = shop();
    await send('1', commands.place);
    const { saved, sources } = watched();
    const cache = streamCache(order, sources);
    cache.keepSnapshot(cache.apply(cache.get('order-1'), await eventStore.read('order-1')));
    expect(saved).toEqual([expect.objectContaining({ streamId: 'order-1', version: 1, isPersonal: false })]);
  });

  it('counts from a snapshot that is on its way as from one that is kept', async () => {
    const { send, eventStore } = shop();
    await send('1', commands.place);
    const { saved, sources } = watched();
    const cache = streamCache(order, sources);
    const stream = cache.apply(cache.get('order-1'), await eventStore.read('order-1'));
    cache.keepSnapshot(cache.keepSnapshot(stream));
    expect(saved).toHaveLength(1);
  });
});
