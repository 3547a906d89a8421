import { describe, expect, it } from 'vitest';
import { cosmosParkingLot } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { parkingLotContract } from '../contracts/parking-lot.contract.ts';
import { allParked } from '../../support/all-parked.ts';

const cosmos = useLocalCosmos();

parkingLotContract('The Cosmos parking lot', async () => cosmosParkingLot(await cosmos.freshDatabase()));

describe('The Cosmos parking lot', () => {
  const parked = {
    subscriber: 'orders',
    streamId: 'order-1',
    reason: 'unknown event',
    parkedAt: '2026-11-21T09:00:00Z',
  };
  const largest = { id: '0000000000000001', streamId: 'order-1', text: 'x'.repeat(2 * 1024 * 1024) };

  it('parks a document that leaves no room beside it as a note that names it', async () => {
    const parkingLot = cosmosParkingLot(await cosmos.freshDatabase());
    await parkingLot.park({ ...parked, document: largest });
    expect(await allParked(parkingLot)).toEqual([
      { ...parked, document: { id: largest.id, streamId: 'order-1', note: expect.stringContaining('too large') } },
    ]);
  });

  it('cuts a long reason when there is no room for all of it', async () => {
    const parkingLot = cosmosParkingLot(await cosmos.freshDatabase());
    await parkingLot.park({ ...parked, reason: 'fault; '.repeat(500_000), document: { id: 7 } });
    const [found] = await allParked(parkingLot);
    expect(found?.reason).toMatch(/^fault; fault; /);
    expect(found?.reason.length).toBeLessThan(20_000);
  });
});
