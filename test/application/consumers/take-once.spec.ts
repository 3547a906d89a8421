import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryDocuments } from '../../../adapters/memory/index.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { specTime } from '../../support/as-bob.ts';
import { parcelIn, takingParcels, toldMove, toldOf } from './parcels.ts';

let documents: DocumentStore;
beforeEach(() => {
  documents = inMemoryDocuments();
});

const take = (...told: Parameters<typeof toldMove>) => takingParcels(documents).handle(toldMove(...told));

/** The store, whose batches in a container wait until `before` has done its work. */
const racing = (container: string, before: (race: number) => Promise<unknown>): DocumentStore => {
  let races = 0;
  return (name) => ({
    ...documents(name),
    batch: async (partition, operations) => {
      if (name === container) await before((races += 1));
      return documents(name).batch(partition, operations);
    },
  });
};

describe('A declared consumer', () => {
  it('takes each message in its partition, and leaves contracts that it does not hear to others', async () => {
    expect(await take('1', 1, 'Bonn')).toBe('moved');
    expect(await take('1', 2, 'Köln')).toBe('moved');
    expect(await take('2', 1)).toBe('moved');
    expect(await takingParcels(documents).handle(toldOf('1', 3, 'spec.depot-closed.v1', { depot: 'Bonn' }))).toBe(
      'not-applicable',
    );
    expect(await parcelIn(documents, '1')).toEqual({ at: 'Köln', moves: 2 });
    expect(await parcelIn(documents, '2')).toEqual({ at: 'Bonn', moves: 1 });
  });

  it('takes a message once, however often it comes and however late', async () => {
    for (const version of [1, 2, 1, 2, 1]) await take('1', version, `depot ${version}`);
    expect(await take('1', 1)).toBe('duplicate');
    expect(await parcelIn(documents, '1')).toEqual({ at: 'depot 2', moves: 2 });
  });

  it('takes a message once of many that take it at the same time', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => take('1', 1)));
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'duplicate'), 'moved']);
    expect(await parcelIn(documents, '1')).toEqual({ at: 'Bonn', moves: 1 });
  });

  it('takes an event once that is published under two versions of its contract', async () => {
    await take('1', 1);
    const newer = { ...toldMove('1', 1), id: 'parcel-1:1:v2' };
    expect(await takingParcels(documents).handle(newer)).toBe('duplicate');
  });

  it('decides again on what somebody else has changed meanwhile', async () => {
    const racer = racing('parcels', (race) => (race === 1 ? take('1', 2, 'Köln') : Promise.resolve()));
    expect(await takingParcels(racer).handle(toldMove('1', 1))).toBe('moved');
    expect(await parcelIn(documents, '1')).toEqual({ at: 'Bonn', moves: 2 });
  });

  it('fails in a way that passes when somebody changes it again and again', async () => {
    const racer = racing('parcels', (race) => take('1', race + 1));
    const failing = takingParcels(racer).handle(toldMove('1', 1));
    await expect(failing).rejects.toThrow('was changed 20 times');
    await expect(failing).rejects.not.toThrow(Undeliverable);
  });

  it('knows a message again whose answer was lost', async () => {
    const lossy: DocumentStore = (name) => ({
      ...documents(name),
      batch: async (partition, operations) => {
        await documents(name).batch(partition, operations);
        throw new Error('lost answer');
      },
    });
    await documents('depots').batch('Bonn', []);
    await expect(takingParcels(lossy).handle(toldMove('1', 1))).rejects.toThrow('lost answer');
    expect(await parcelIn(documents, '1')).toBeUndefined();
    const onlyAtHome: DocumentStore = (name) => (name === 'parcels' ? lossy(name) : documents(name));
    await expect(takingParcels(onlyAtHome).handle(toldMove('1', 1))).rejects.toThrow('lost answer');
    expect(await take('1', 1)).toBe('duplicate');
    expect(await parcelIn(documents, '1')).toEqual({ at: 'Bonn', moves: 1 });
  });

  it('knows what it has taken, what came of it, and when', async () => {
    expect(await takingParcels(documents).takenOf(toldMove('1', 1))).toBeUndefined();
    await take('1', 1);
    expect(await takingParcels(documents).takenOf(toldMove('1', 1))).toEqual({
      contract: 'spec.parcel-moved.v1',
      outcome: 'moved',
      takenAt: specTime,
    });
    expect(await takingParcels(documents).takenOf(toldMove('1', 2))).toBeUndefined();
    expect(await takingParcels(documents).takenOf(toldOf('1', 1, 'spec.depot-closed.v1'))).toBeUndefined();
  });

  it('marks nothing as taken that it can never take', async () => {
    const lost = toldOf('1', 1, 'spec.parcel-lost.v1');
    await expect(takingParcels(documents).handle(lost)).rejects.toThrow(Undeliverable);
    await take('1', 2);
    expect(await takingParcels(documents).handle(lost)).toBe('noted');
  });

  it('can never take a message that breaks its contract, and says how', async () => {
    const broken = takingParcels(documents).handle(toldOf('1', 1, 'spec.parcel-moved.v1'));
    await expect(broken).rejects.toThrow(Undeliverable);
    await expect(broken).rejects.toThrow(/breaks spec\.parcel-moved\.v1.*to/s);
  });

  it('ignores what a newer publisher adds to a contract', async () => {
    const told = toldMove('1', 1);
    const newer = { ...told, tenant: 'x', data: { ...told.data, heavy: true } };
    expect(await takingParcels(documents).handle(newer)).toBe('moved');
  });

  it('waits for the repair of a damaged document, and changes nothing before', async () => {
    await documents('parcels').batch('1', [{ type: 'create', id: 'parcel', body: { at: 7 } }]);
    const failing = take('1', 1);
    await expect(failing).rejects.toThrow('The document parcel of 1 is damaged');
    await expect(failing).rejects.not.toThrow(Undeliverable);
    const found = await documents('parcels').read('1', 'parcel');
    const repaired = { type: 'replace', id: 'parcel', body: { at: 'Bonn', moves: 1 } } as const;
    await documents('parcels').batch('1', [{ ...repaired, revision: found?.revision ?? '' }]);
    expect(await take('1', 1)).toBe('moved');
  });
});
