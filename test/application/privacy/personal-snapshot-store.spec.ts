import { beforeEach, describe, expect, it } from 'vitest';
import { inMemorySnapshotStore } from '../../../adapters/memory/index.ts';
import { personalSnapshotStore } from '../../../application/privacy/personal-snapshot-store.ts';
import type { NewSnapshot, SnapshotStore } from '../../../application/streams/snapshot-store.ts';
import { snapshotStoreContract } from '../../adapters/contracts/snapshot-store.contract.ts';
import { ada } from '../../support/ada.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';

snapshotStoreContract('The store of personal snapshots', async () =>
  personalSnapshotStore(inMemorySnapshotStore(), keysOverMemory().process()),
);

const plain: NewSnapshot = {
  streamId: 'person-1',
  version: 3,
  fingerprint: 'code-1',
  state: { status: 'registered', ...ada },
  receipts: [[3, 'register', 'digest-of-ada', 0, 'PersonRegistered']],
};
const snapshot: NewSnapshot = { ...plain, isPersonal: true };

let stored: SnapshotStore;
let keys: ReturnType<typeof keysOverMemory>;
const store = (): SnapshotStore => personalSnapshotStore(stored, keys.process());

beforeEach(() => {
  stored = inMemorySnapshotStore();
  keys = keysOverMemory();
});

describe('A personal snapshot', () => {
  it('is stored sealed as a whole, and read back unchanged', async () => {
    await store().save(snapshot);
    const kept = JSON.stringify(await stored.find('person-1'));
    for (const secret of [...Object.values(ada.address).slice(0, 3), ada.name, ada.email, 'digest-of-ada'])
      expect(kept).not.toContain(secret);
    expect(await store().find('person-1')).toEqual(plain);
  });

  it('is refused by every store when it is not sealed', async () => {
    await expect(stored.save(snapshot)).rejects.toThrow('not sealed');
  });

  it('is gone once the subject is erased, and no new one is stored', async () => {
    await store().save(snapshot);
    await store().save(snapshot);
    await keys.process().destroy('person-1');
    keys.pass(300_001);
    expect(await store().find('person-1')).toBeUndefined();
    await store().save({ ...snapshot, version: 4 });
    expect(await stored.find('person-1')).toMatchObject({ version: 3 });
  });

  it('cannot be read at another version', async () => {
    await store().save(snapshot);
    const kept = await stored.find('person-1');
    if (kept !== undefined) await stored.save({ ...kept, version: 4 });
    await expect(store().find('person-1')).rejects.toThrow('was not sealed for');
  });
});
