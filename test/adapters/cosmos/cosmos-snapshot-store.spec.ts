import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosSnapshotStore } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { newSnapshot, snapshotStoreContract } from '../contracts/snapshot-store.contract.ts';

const cosmos = useLocalCosmos();

snapshotStoreContract('The Cosmos snapshot store', async () => cosmosSnapshotStore(await cosmos.freshDatabase()));

describe('A snapshot that was tampered with is ignored', () => {
  interface Kept {
    readonly content: string;
    readonly digest: string;
  }
  let database: Database;
  const kept = () => database.container('snapshots').item('snapshot', 'order-1');

  beforeEach(async () => {
    database = await cosmos.freshDatabase();
    await cosmosSnapshotStore(database).save(newSnapshot('order-1', 7, { quantity: 5 }));
  });

  it.each<[string, (document: Kept) => object]>([
    ['its state changed', ({ content, digest }) => ({ content: content.replace('5', '6'), digest })],
    ['cut off', ({ content, digest }) => ({ content: content.slice(0, 40), digest })],
    ['without its digest', ({ content }) => ({ content })],
    ['emptied', () => ({})],
    ['of another kind', () => ({ content: 7, digest: [] })],
  ])('%s', async (_, change) => {
    const { resource } = await kept().read<Kept>();
    if (resource === undefined) throw new Error('nothing was saved');
    await kept().replace({ id: 'snapshot', streamId: 'order-1', ...change(resource) });
    expect(await cosmosSnapshotStore(database).find('order-1')).toBeUndefined();
  });

  it('copied from another stream', async () => {
    const { resource } = await kept().read<Kept>();
    await database.container('snapshots').items.upsert({ ...resource, streamId: 'order-2' });
    expect(await cosmosSnapshotStore(database).find('order-2')).toBeUndefined();
  });
});
