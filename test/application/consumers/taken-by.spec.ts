import { describe, expect, it } from 'vitest';
import { inMemoryDocuments } from '../../../adapters/memory/index.ts';
import { takenByConsumers } from '../../../application/consumers/taken-by.ts';
import { specTime } from '../../support/as-bob.ts';
import { takingParcels, toldMove, toldOf } from './parcels.ts';

const parcelsAtWork = () => {
  const consumer = takingParcels(inMemoryDocuments());
  return { consumer, takenBy: takenByConsumers([consumer]) };
};

describe('What consumers have done with a message', () => {
  it('is the outcome of each that has taken it, and when', async () => {
    const { consumer, takenBy } = parcelsAtWork();
    await consumer.handle(toldMove('1', 1));
    expect(await takenBy(toldMove('1', 1))).toEqual([{ consumer: 'parcels', outcome: 'moved', takenAt: specTime }]);
  });

  it('is not known yet of one that hears it and has not taken it', async () => {
    const { consumer, takenBy } = parcelsAtWork();
    await consumer.handle(toldMove('1', 1));
    expect(await takenBy(toldMove('1', 2))).toEqual([{ consumer: 'parcels', outcome: null, takenAt: null }]);
  });

  it('is nothing of one that does not hear it', async () => {
    const { takenBy } = parcelsAtWork();
    expect(await takenBy(toldOf('1', 1, 'spec.depot-closed.v1'))).toEqual([]);
  });
});
