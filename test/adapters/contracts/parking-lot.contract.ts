import { beforeEach, describe, expect, it } from 'vitest';
import type { ParkedCommit, ParkingLot } from '../../../application/feed/parking-lot.ts';

const parked = (subscriber: string, streamId: string, reason = 'unknown event type'): ParkedCommit => ({
  subscriber,
  streamId,
  reason,
  parkedAt: '2026-11-21T09:00:00.000Z',
  document: { id: '0000000000000001', streamId, version: 1, events: [{ type: 'Unheard' }] },
});

/** Releases a stream as it is parked now. */
const letGo = async (parkingLot: ParkingLot, subscriber: string, streamId: string): Promise<void> => {
  const mark = await parkingLot.find(subscriber, streamId);
  expect(await parkingLot.release(subscriber, streamId, mark?.revision ?? '')).toBe('released');
};

const streamsOf = (commits: readonly ParkedCommit[]) => commits.map(({ streamId }) => streamId).sort();

/** What every parking lot promises. `make` gives an empty one. */
export const parkingLotContract = (name: string, make: () => Promise<ParkingLot>): void => {
  describe(`${name} keeps the promises of a parking lot`, () => {
    let parkingLot: ParkingLot;

    beforeEach(async () => {
      parkingLot = await make();
    });

    it('is empty at first', async () => {
      expect(await parkingLot.list()).toEqual([]);
      expect(await parkingLot.list('orders')).toEqual([]);
    });

    it('gives back what was parked, with its reason and its document', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      expect(await parkingLot.list('orders')).toEqual([parked('orders', 'order-1')]);
    });

    it('keeps the first parked commit of a stream, not one behind it', async () => {
      await parkingLot.park(parked('orders', 'order-1', 'the first'));
      await parkingLot.park(parked('orders', 'order-1', 'one behind it'));
      expect((await parkingLot.list('orders')).map(({ reason }) => reason)).toEqual(['the first']);
    });

    it('keeps subscribers apart, and lists all of them when asked for none', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      await parkingLot.park(parked('orders', 'order-2'));
      await parkingLot.park(parked('publishing', 'order-1'));
      expect(streamsOf(await parkingLot.list('orders'))).toEqual(['order-1', 'order-2']);
      expect(streamsOf(await parkingLot.list('publishing'))).toEqual(['order-1']);
      expect(streamsOf(await parkingLot.list())).toEqual(['order-1', 'order-1', 'order-2']);
    });

    it('forgets a released stream, and only for the subscriber that it was released for', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      await parkingLot.park(parked('orders', 'order-2'));
      await parkingLot.park(parked('publishing', 'order-1'));
      await letGo(parkingLot, 'orders', 'order-1');
      expect(streamsOf(await parkingLot.list('orders'))).toEqual(['order-2']);
      expect(streamsOf(await parkingLot.list('publishing'))).toEqual(['order-1']);
    });

    it('can park a released stream again', async () => {
      await parkingLot.park(parked('orders', 'order-1', 'at first'));
      await letGo(parkingLot, 'orders', 'order-1');
      await parkingLot.park(parked('orders', 'order-1', 'and again'));
      expect((await parkingLot.list('orders')).map(({ reason }) => reason)).toEqual(['and again']);
    });

    it('has nothing to forget of a stream that is not parked', async () => {
      expect(await parkingLot.find('orders', 'order-1')).toBeUndefined();
      expect(await parkingLot.holdBack('orders', 'order-1', 2)).toBe('notParked');
      expect(await parkingLot.release('orders', 'order-1', 'any')).toBe('released');
      expect(await parkingLot.list()).toEqual([]);
    });

    it('counts what is held back behind a parked commit, and up to which version', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      expect(await parkingLot.holdBack('orders', 'order-1', 2)).toBe('heldBack');
      expect(await parkingLot.holdBack('orders', 'order-1', 4)).toBe('heldBack');
      expect(await parkingLot.list()).toEqual([{ ...parked('orders', 'order-1'), heldBack: 2, heldBackTo: 4 }]);
      expect(await parkingLot.find('orders', 'order-1')).toMatchObject({ heldBackTo: 4 });
    });

    it.each([
      ['something was held back', () => parkingLot.holdBack('orders', 'order-1', 1)],
      ['another commit of it was parked', () => parkingLot.park(parked('orders', 'order-1', 'one behind it'))],
      ['it was parked again', () => parkingLot.parkAgain(parked('orders', 'order-1'))],
    ])('does not release a stream of which %s since it was found', async (_, change) => {
      await parkingLot.park(parked('orders', 'order-1'));
      const { revision = '' } = (await parkingLot.find('orders', 'order-1')) ?? {};
      await change();
      expect(await parkingLot.release('orders', 'order-1', revision)).toBe('changed');
      expect(streamsOf(await parkingLot.list())).toEqual(['order-1']);
      await letGo(parkingLot, 'orders', 'order-1');
    });

    it('keeps the newest reason of a stream that is parked again, and forgets what was held back', async () => {
      await parkingLot.park(parked('orders', 'order-1', 'at first'));
      await parkingLot.holdBack('orders', 'order-1', 2);
      await parkingLot.parkAgain(parked('orders', 'order-1', 'today'));
      await parkingLot.parkAgain(parked('orders', 'order-2', 'never before'));
      const [first, second] = (await parkingLot.list()).toSorted((one, other) =>
        one.streamId.localeCompare(other.streamId),
      );
      expect([first, second]).toEqual([
        parked('orders', 'order-1', 'today'),
        parked('orders', 'order-2', 'never before'),
      ]);
    });

    it('parks streams of any name, each for itself', async () => {
      const names = ['a/b', 'a\\b', 'a?b', 'a#b', 'a b', 'ä', '', '~', 'order-1 ', 'x'.repeat(1_500)];
      for (const streamId of names) await parkingLot.park(parked('orders', streamId));
      expect(streamsOf(await parkingLot.list('orders'))).toEqual(names.toSorted());
      for (const streamId of names) await letGo(parkingLot, 'orders', streamId);
      expect(await parkingLot.list('orders')).toEqual([]);
    });
  });
};
