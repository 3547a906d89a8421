import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import type { CacheUse, NewCache } from '../../../application/streams/cache.ts';
import { sizeOfStream } from '../../../application/streams/stream-state.ts';
import type { NewSnapshot } from '../../../application/streams/snapshot-store.ts';
import { streamCache } from '../../../application/streams/stream-cache.ts';
import { person } from '../../support/ledger/index.ts';
import { sheet } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

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
    streamCache(person, sources);
    streamCache(sheet, sources);
    expect(uses).toEqual([{ isPersonal: true }, { isPersonal: false }]);
    expect(sizes).toEqual([sizeOfStream, sizeOfStream]);
  });

  it('says the same of each snapshot', async () => {
    const { send, eventStore } = sheetsOverMemory();
    await send('1', commands.open);
    const { saved, sources } = watched();
    const cache = streamCache(sheet, sources);
    cache.keepSnapshot(cache.apply(cache.get('sheet-1'), await eventStore.read('sheet-1')));
    expect(saved).toEqual([expect.objectContaining({ streamId: 'sheet-1', version: 1, isPersonal: false })]);
  });

  it('counts from a snapshot that is on its way as from one that is kept', async () => {
    const { send, eventStore } = sheetsOverMemory();
    await send('1', commands.open);
    const { saved, sources } = watched();
    const cache = streamCache(sheet, sources);
    const stream = cache.apply(cache.get('sheet-1'), await eventStore.read('sheet-1'));
    cache.keepSnapshot(cache.keepSnapshot(stream));
    expect(saved).toHaveLength(1);
  });
});
