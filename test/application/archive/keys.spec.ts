import { sha256 } from '../../../adapters/commit-document.ts';
import { describe, expect, it } from 'vitest';
import { inMemoryEventStore, inMemoryKeyDocuments } from '../../../adapters/memory/index.ts';
import { repairArchive } from '../../../application/archive/repair.ts';
import { restoreArchive } from '../../../application/archive/restore.ts';
import { verifyArchive } from '../../../application/archive/verify.ts';
import { DamagedKey } from '../../../application/privacy/key-documents.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { erasuresOf } from '../../../application/system/module-parts.ts';
import { ledger } from '../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { allParked } from '../../support/all-parked.ts';

/** Ada and Bob, registered and archived. */
const erasedBy = erasuresOf(ledger.modules);

const archivedPeople = async () => {
  const world = peopleOverMemory();
  const process = world.newProcess();
  await process.send('ada', asking.register('ada@example.org'));
  await process.send('bob', asking.register('bob@example.org', 'Bob Brown'));
  await process.archiving.deliver(world.stored.feed());
  const kept = { keyDocuments: world.keys.documents, archivedKeys: world.archivedKeys };
  return { ...world, ...kept, process, history: world.stored };
};
type Archived = Awaited<ReturnType<typeof archivedPeople>>;

const verify = (of: Archived) => verifyArchive({ ...of, digest: sha256 });

const restore = async (of: Pick<Archived, 'archive' | 'archivedKeys'>) => {
  const target = inMemoryEventStore();
  const keyDocuments = inMemoryKeyDocuments();
  const outcome = await restoreArchive({ ...of, target, keyDocuments, erasedBy, digest: sha256, streamsAtOnce: 4 });
  return { outcome, target, keyDocuments };
};

describe('the keys of personal data', () => {
  it('are archived with the first commit that needs them, wrapped as they are stored', async () => {
    const of = await archivedPeople();
    for (const subject of ['person-ada', 'person-bob'] as const) {
      const key = await of.keyDocuments.find(subject);
      expect(key).toMatchObject({ wrappedBy: 'spec' });
      expect(await of.archivedKeys.find(subject)).toEqual(key);
    }
  });

  it('are archived before the commit', async () => {
    const of = peopleOverMemory();
    const process = of.newProcess();
    await process.send('ada', asking.register('ada@example.org'));
    of.archivedKeys.create = () => Promise.reject(new Error('the archive is away'));
    await expect(process.archiving.deliver(of.stored.feed())).rejects.toThrow('the archive is away');
    for await (const { lines } of of.archive.parts()) expect(lines).toEqual([]);
  });

  it('are restored, so that everything can be read', async () => {
    const of = await archivedPeople();
    const { outcome, keyDocuments } = await restore(of);
    expect(outcome).toMatchObject({ outcome: 'restored', stored: 2, withoutKey: [] });
    expect(await keyDocuments.find('person-ada')).toEqual(await of.keyDocuments.find('person-ada'));
  });

  it('are destroyed in the archive by an erasure', async () => {
    const of = await archivedPeople();
    await of.process.send('ada', asking.erase);
    await of.process.erasing.deliver(of.stored.feed());
    expect(await of.archivedKeys.find('person-ada')).toBe('destroyed');
    expect(await of.archivedKeys.find('person-bob')).not.toBe('destroyed');
    expect((await restore(of)).outcome).toMatchObject({ outcome: 'restored' });
  });

  it('stay destroyed when the archiver had read one just before it was destroyed', async () => {
    const of = peopleOverMemory();
    const process = of.newProcess();
    await process.send('ada', asking.register('ada@example.org'));
    const registered = of.stored.feed();
    await process.send('ada', asking.erase);
    const create = of.archivedKeys.create;
    of.archivedKeys.create = async (...key) => {
      await process.erasing.deliver(of.stored.feed());
      return create(...key);
    };
    await process.archiving.deliver(registered);
    expect(await of.archivedKeys.find('person-ada')).toBe('destroyed');
  });

  it('of subjects whose erasure is in the history stay destroyed, also when the copy of the key is older', async () => {
    const of = await archivedPeople();
    await of.process.send('ada', asking.erase);
    await of.process.archiving.deliver(of.stored.feed());
    expect(await of.archivedKeys.find('person-ada')).toMatchObject({ wrappedBy: 'spec' });
    const { keyDocuments } = await restore(of);
    expect(await keyDocuments.find('person-ada')).toBe('destroyed');
    expect(await keyDocuments.find('person-bob')).toEqual(await of.keyDocuments.find('person-bob'));
  });

  it('that the archive does not have are named by a restore', async () => {
    const of = await archivedPeople();
    const { outcome } = await restore({ ...of, archivedKeys: inMemoryKeyDocuments() });
    expect(outcome).toMatchObject({ outcome: 'restored', withoutKey: ['person-ada', 'person-bob'] });
  });

  it('that differ from those of the archive are named by a restore', async () => {
    const of = await archivedPeople();
    const keyDocuments = inMemoryKeyDocuments();
    await keyDocuments.create('person-ada', { wrapped: 'other', wrappedBy: 'spec' });
    const restored = { ...of, target: inMemoryEventStore(), keyDocuments, erasedBy, digest: sha256, streamsAtOnce: 4 };
    expect(await restoreArchive(restored)).toEqual({
      outcome: 'damaged',
      reasons: ['The key of person-ada is not the same in archive and store.'],
    });
  });
});

describe('a comparison of archive and store', () => {
  it('finds no difference between keys that are the same, or destroyed in both', async () => {
    const of = await archivedPeople();
    await of.process.send('ada', asking.erase);
    await of.process.archiving.deliver(of.stored.feed());
    await of.process.erasing.deliver(of.stored.feed());
    expect(await verify(of)).toMatchObject({ subjects: 2, differences: [], incompleteKeys: [] });
  });

  it.each([
    ['lacks', 'is missing in the archive', async (of: Archived) => ({ ...of, archivedKeys: inMemoryKeyDocuments() })],
    [
      'still holds after it was destroyed',
      'was destroyed in the store and not in the archive',
      async (of: Archived) => {
        await of.keyDocuments.destroy('person-ada');
        return of;
      },
    ],
  ])('names and repairs a key that the archive %s', async (_, is, change) => {
    const of = await change(await archivedPeople());
    const found = await verify(of);
    expect(found.differences).toContain(`The key of person-ada ${is}.`);
    await repairArchive(found, of);
    expect((await verify(of)).differences).toEqual([]);
  });

  it.each([
    ['is in the archive and not in the store', (of: Archived) => ({ ...of, keyDocuments: inMemoryKeyDocuments() })],
    [
      'is neither in the archive nor in the store',
      (of: Archived) => ({ ...of, keyDocuments: inMemoryKeyDocuments(), archivedKeys: inMemoryKeyDocuments() }),
    ],
  ])('says that a key %s', async (is, change) => {
    const of = change(await archivedPeople());
    const found = await verify(of);
    expect(found.differences).toEqual([`The key of person-ada ${is}.`, `The key of person-bob ${is}.`]);
    expect(found.incompleteKeys).toEqual([]);
  });

  it('says that a key was destroyed in the archive only', async () => {
    const of = await archivedPeople();
    await of.archivedKeys.destroy('person-bob');
    expect((await verify(of)).differences).toEqual([
      'The key of person-bob was destroyed in the archive and not in the store.',
    ]);
  });
});

describe('a damaged key', () => {
  const damaged = async () => {
    const of = await archivedPeople();
    const { find } = of.keys.documents;
    of.keys.documents.find = async (subject) => {
      if (subject === 'person-ada') throw new DamagedKey(subject);
      return find(subject);
    };
    return { ...of, process: of.newProcess() };
  };

  it('parks its stream for a view, holds up no other stream, and none in the archive', async () => {
    const of = await damaged();
    expect(await of.process.projecting.deliver(of.stored.feed())).toMatchObject({ applied: 1, parked: 1 });
    await of.process.send('cy', asking.register('cy@example.org', 'Cy'));
    expect(await of.process.archiving.deliver(of.stored.feed())).toMatchObject({ applied: 1, parked: 0 });
    expect(await of.archivedKeys.find('person-cy')).toMatchObject({ wrappedBy: 'spec' });
  });

  it('is named by a comparison and by a restore', async () => {
    const of = await damaged();
    expect((await verify(of)).differences).toEqual(['The key of person-ada is damaged in the store.']);
    const { outcome } = await restore({ ...of, archivedKeys: of.keys.documents });
    expect(outcome).toMatchObject({ outcome: 'restored', withoutKey: ['person-ada'] });
    const swapped = { ...of, keyDocuments: of.archivedKeys, archivedKeys: of.keyDocuments };
    expect((await verify(swapped)).differences).toEqual(['The key of person-ada is damaged in the archive.']);
  });
});

describe('a lost key', () => {
  const lost = async () => {
    const of = await archivedPeople();
    const { find, exists } = of.keys.documents;
    of.keys.documents.find = async (subject) => (subject === 'person-ada' ? undefined : find(subject));
    of.keys.documents.exists = async (subject) => (subject === 'person-ada' ? false : exists(subject));
    return { ...of, process: of.newProcess() };
  };

  it('parks its stream for each subscriber with that reason, and the other streams continue', async () => {
    const of = await lost();
    expect(await of.process.projecting.deliver(of.stored.feed())).toMatchObject({ applied: 1, parked: 1 });
    expect(await of.view('bob')).toMatchObject({ view: { name: 'Bob Brown' } });
    expect(await of.process.confirming.deliver(of.stored.feed())).toMatchObject({ applied: 1, parked: 1 });
    const reason = 'The key of person-ada is missing: it was lost, not destroyed by an erasure.';
    expect(await allParked(of.parkingLot)).toMatchObject([{ reason }, { reason }]);
  });

  it('does not stop the archiver', async () => {
    const of = await lost();
    await of.process.send('bob', asking.changeEmail('bob@new.example'));
    expect(await of.process.archiving.deliver(of.stored.feed())).toMatchObject({ parked: 0 });
  });

  it('that a replica does not show yet is looked up again, and nothing is parked', async () => {
    const of = await lost();
    of.keys.documents.exists = async () => true;
    await expect(of.process.projecting.deliver(of.stored.feed())).rejects.toThrow(StoreUnavailable);
    expect(await allParked(of.parkingLot)).toEqual([]);
  });
});
