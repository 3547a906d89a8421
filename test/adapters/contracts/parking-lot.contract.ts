import { beforeEach, describe, expect, it } from 'vitest';
import type { ParkedCommit, ParkedRequest, ParkingLot } from '../../../application/feed/parking-lot.ts';
import { UnknownContinuation } from '../../../application/paging.ts';
import { allParked } from '../../support/all-parked.ts';

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

/** All pages of a list. */
const pagesOf = async (
  parkingLot: ParkingLot,
  request: ParkedRequest,
): Promise<readonly (readonly ParkedCommit[])[]> => {
  const { items, continuation } = await parkingLot.list(request);
  if (continuation === undefined) return [items];
  return [items, ...(await pagesOf(parkingLot, { ...request, continuation }))];
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
      expect(await allParked(parkingLot)).toEqual([]);
      expect(await allParked(parkingLot, 'orders')).toEqual([]);
    });

    it('gives back what was parked, with its reason and its document', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      expect(await allParked(parkingLot, 'orders')).toEqual([parked('orders', 'order-1')]);
    });

    it('keeps notes of what was tried in vain, also when the stream is held back and parked again, and changes the mark', async () => {
      const note = (actionId: string) => ({
        ...{ action: 'retry-parked', actor: 'olga', reason: 'the code is repaired', actionId },
        ...{ at: '2026-11-21T10:00:00.000Z', outcome: 'parked' as const },
      });
      await parkingLot.note('orders', 'order-1', note('before it is parked'));
      await parkingLot.park(parked('orders', 'order-1'));
      const mark = await parkingLot.find('orders', 'order-1');
      await parkingLot.note('orders', 'order-1', note('1'));
      expect(await parkingLot.release('orders', 'order-1', mark?.revision ?? '')).toBe('changed');
      await parkingLot.holdBack('orders', 'order-1', 2);
      await parkingLot.parkAgain(parked('orders', 'order-1', 'still'));
      await parkingLot.note('orders', 'order-1', note('2'));
      expect(await allParked(parkingLot)).toMatchObject([{ reason: 'still', notes: [note('1'), note('2')] }]);
    });

    it('keeps every note of those who try at the same time', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      const at = '2026-11-21T10:00:00.000Z';
      const noting = ['1', '2', '3'].map((actionId) =>
        parkingLot.note('orders', 'order-1', { action: 'replay', actor: 'olga', at, outcome: 'failed', actionId }),
      );
      await Promise.all(noting);
      const [{ notes = [] } = {}] = await allParked(parkingLot);
      expect(notes.map(({ actionId }) => actionId).toSorted()).toEqual(['1', '2', '3']);
    });

    it('keeps the first parked commit of a stream, not one behind it', async () => {
      await parkingLot.park(parked('orders', 'order-1', 'the first'));
      await parkingLot.park(parked('orders', 'order-1', 'one behind it'));
      expect((await allParked(parkingLot, 'orders')).map(({ reason }) => reason)).toEqual(['the first']);
    });

    it('keeps subscribers apart, and lists all of them when asked for none', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      await parkingLot.park(parked('orders', 'order-2'));
      await parkingLot.park(parked('publishing', 'order-1'));
      expect(streamsOf(await allParked(parkingLot, 'orders'))).toEqual(['order-1', 'order-2']);
      expect(streamsOf(await allParked(parkingLot, 'publishing'))).toEqual(['order-1']);
      expect(streamsOf(await allParked(parkingLot))).toEqual(['order-1', 'order-1', 'order-2']);
    });

    it('forgets a released stream, and only for the subscriber that it was released for', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      await parkingLot.park(parked('orders', 'order-2'));
      await parkingLot.park(parked('publishing', 'order-1'));
      await letGo(parkingLot, 'orders', 'order-1');
      expect(streamsOf(await allParked(parkingLot, 'orders'))).toEqual(['order-2']);
      expect(streamsOf(await allParked(parkingLot, 'publishing'))).toEqual(['order-1']);
    });

    it('can park a released stream again', async () => {
      await parkingLot.park(parked('orders', 'order-1', 'at first'));
      await letGo(parkingLot, 'orders', 'order-1');
      await parkingLot.park(parked('orders', 'order-1', 'and again'));
      expect((await allParked(parkingLot, 'orders')).map(({ reason }) => reason)).toEqual(['and again']);
    });

    it('has nothing to forget of a stream that is not parked', async () => {
      expect(await parkingLot.find('orders', 'order-1')).toBeUndefined();
      expect(await parkingLot.holdBack('orders', 'order-1', 2)).toBe('notParked');
      expect(await parkingLot.release('orders', 'order-1', 'any')).toBe('released');
      expect(await allParked(parkingLot)).toEqual([]);
    });

    it('counts what is held back behind a parked commit, and up to which version', async () => {
      await parkingLot.park(parked('orders', 'order-1'));
      expect(await parkingLot.holdBack('orders', 'order-1', 2)).toBe('heldBack');
      expect(await parkingLot.holdBack('orders', 'order-1', 4)).toBe('heldBack');
      expect(await allParked(parkingLot)).toEqual([{ ...parked('orders', 'order-1'), heldBack: 2, heldBackTo: 4 }]);
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
      expect(streamsOf(await allParked(parkingLot))).toEqual(['order-1']);
      await letGo(parkingLot, 'orders', 'order-1');
    });

    it('keeps the newest reason of a stream that is parked again, forgets what was held back, and adds to the tries', async () => {
      const ofToday = { parkedAt: '2026-11-22T09:00:00.000Z', firstAt: '2026-11-22T09:00:00.000Z', tries: 1 };
      const earlier = { firstAt: '2026-11-21T08:55:00.000Z', tries: 10 };
      await parkingLot.park({ ...parked('orders', 'order-1', 'at first'), ...earlier });
      await parkingLot.holdBack('orders', 'order-1', 2);
      await parkingLot.parkAgain({ ...parked('orders', 'order-1', 'today'), ...ofToday });
      await parkingLot.parkAgain(parked('orders', 'order-2', 'never before'));
      const [first, second] = (await allParked(parkingLot)).toSorted((one, other) =>
        one.streamId.localeCompare(other.streamId),
      );
      expect([first, second]).toEqual([
        { ...parked('orders', 'order-1', 'today'), firstAt: earlier.firstAt, tries: 11 },
        parked('orders', 'order-2', 'never before'),
      ]);
    });

    it('says which streams of a batch a subscriber has parked, and of no others', async () => {
      for (const streamId of ['order-1', 'order-2', 'a/b']) await parkingLot.park(parked('orders', streamId));
      await parkingLot.park(parked('publishing', 'order-3'));
      expect(await parkingLot.parkedAmong('orders', ['order-2', 'order-3', 'a/b', 'a?b'])).toEqual(['order-2', 'a/b']);
      expect(await parkingLot.parkedAmong('orders', [])).toEqual([]);
    });

    it('counts what a subscriber has parked since a time, also when it is parked again or held back', async () => {
      const at = (streamId: string, parkedAt: string) => ({ ...parked('orders', streamId), parkedAt });
      await parkingLot.park(at('order-1', '2026-11-21T09:00:00.000Z'));
      await parkingLot.park(at('order-2', '2026-11-21T09:10:00.000Z'));
      await parkingLot.park(at('order-3', '2026-11-21T09:11:00.000Z'));
      await parkingLot.park({ ...at('order-4', '2026-11-21T09:11:00.000Z'), subscriber: 'publishing' });
      await parkingLot.parkAgain(at('order-1', '2026-11-21T09:12:00.000Z'));
      await parkingLot.holdBack('orders', 'order-3', 2);
      expect(await parkingLot.parkedSince('orders', '2026-11-21T09:10:00.000Z')).toBe(2);
    });

    it('names what another build has tried last, of all subscribers', async () => {
      await parkingLot.park({ ...parked('orders', 'order-1'), build: 'old' });
      await parkingLot.park({ ...parked('publishing', 'order-1'), build: 'old' });
      await parkingLot.park({ ...parked('orders', 'order-2'), build: 'new' });
      await parkingLot.park(parked('orders', 'order-3'));
      await parkingLot.parkAgain({ ...parked('publishing', 'order-1'), build: 'new' });
      const found = await parkingLot.triedByOthers('new');
      expect(found.map(({ subscriber, streamId }) => `${subscriber} ${streamId}`).sort()).toEqual([
        'orders order-1',
        'orders order-3',
      ]);
    });

    it('names what was parked since a time because it kept failing, of all subscribers, and when it failed', async () => {
      const [before, since, later] = [
        '2026-11-21T08:00:00.000Z',
        '2026-11-21T09:00:00.000Z',
        '2026-11-21T10:00:00.000Z',
      ] as const;
      const failing = (parkedAt: string = since) => ({ parkedAt, firstAt: before, lastAt: parkedAt });
      await parkingLot.park({ ...parked('orders', 'order-1'), ...failing(), kind: 'code' });
      await parkingLot.park({ ...parked('publishing', 'order-1'), ...failing(later), kind: 'world' });
      await parkingLot.park({ ...parked('orders', 'order-2'), ...failing(before), kind: 'code' });
      await parkingLot.park({ ...parked('orders', 'order-3'), ...failing(), kind: 'data' });
      await parkingLot.park({ ...parked('orders', 'order-4'), parkedAt: later });
      await parkingLot.parkAgain({ ...parked('orders', 'order-1'), ...failing(later), kind: 'code' });
      const found = await parkingLot.failingSince(since);
      expect(found.toSorted((one, other) => (one.subscriber < other.subscriber ? -1 : 1))).toEqual([
        { subscriber: 'orders', streamId: 'order-1', firstAt: before, lastAt: later },
        { subscriber: 'publishing', streamId: 'order-1', firstAt: before, lastAt: later },
      ]);
    });

    it('tells the version that a stream is parked at', async () => {
      await parkingLot.park({ ...parked('orders', 'order-1'), version: 4 });
      await parkingLot.park(parked('orders', 'order-2'));
      expect(await parkingLot.find('orders', 'order-1')).toMatchObject({ version: 4 });
      expect((await parkingLot.find('orders', 'order-2'))?.version).toBeUndefined();
    });

    it('finds what is parked of a batch of any size', async () => {
      const streamIds = Array.from({ length: 1_200 }, (_, index) => `order-${index}`);
      for (const streamId of ['order-7', 'order-1199']) await parkingLot.park(parked('orders', streamId));
      expect(await parkingLot.parkedAmong('orders', streamIds)).toEqual(['order-7', 'order-1199']);
    });

    it('lists by stream, each once, in pages of the size that was asked for', async () => {
      const streams = ['order-3', 'order-1', 'order-2'];
      for (const subscriber of ['publishing', 'orders'])
        for (const streamId of streams) await parkingLot.park(parked(subscriber, streamId));
      const everybodys = await pagesOf(parkingLot, { limit: 2 });
      expect(Math.max(...everybodys.map(({ length }) => length))).toBe(2);
      expect(everybodys.flat().map(({ streamId }) => streamId)).toEqual(
        streams.toSorted().flatMap((streamId) => [streamId, streamId]),
      );
      expect(new Set(everybodys.flat().map(({ subscriber, streamId }) => `${subscriber} ${streamId}`)).size).toBe(6);
      const ofOne = await pagesOf(parkingLot, { limit: 1, subscriber: 'orders' });
      expect(ofOne.flat()).toEqual(streams.toSorted().map((streamId) => parked('orders', streamId)));
    });

    it.each([{}, { subscriber: 'orders' }])(
      'goes on behind a page whose streams changed meanwhile (%o)',
      async (whose) => {
        for (const streamId of ['order-1', 'order-2', 'order-3', 'order-4'])
          await parkingLot.park(parked('orders', streamId));
        const { items, continuation = '' } = await parkingLot.list({ ...whose, limit: 2 });
        expect(items.map(({ streamId }) => streamId)).toEqual(['order-1', 'order-2']);
        await letGo(parkingLot, 'orders', 'order-1');
        await parkingLot.parkAgain(parked('orders', 'order-2', 'today'));
        await parkingLot.holdBack('orders', 'order-3', 2);
        expect(streamsOf((await parkingLot.list({ ...whose, limit: 2, continuation })).items)).toEqual([
          'order-3',
          'order-4',
        ]);
      },
    );

    it('refuses a continuation that it has not given out for this list', async () => {
      for (const streamId of ['order-1', 'order-2']) await parkingLot.park(parked('orders', streamId));
      const { continuation = '' } = await parkingLot.list({ subscriber: 'orders', limit: 1 });
      const strangers = [{ continuation }, { subscriber: 'publishing', continuation }, { continuation: 'nonsense' }];
      for (const request of strangers)
        await expect(parkingLot.list({ ...request, limit: 1 })).rejects.toThrow(UnknownContinuation);
    });

    it('parks streams of any name, each for itself', async () => {
      const names = ['a/b', 'a\\b', 'a?b', 'a#b', 'a b', 'ä', '', '~', 'order-1 ', 'x'.repeat(1_500)];
      for (const streamId of names) await parkingLot.park(parked('orders', streamId));
      expect(streamsOf(await allParked(parkingLot, 'orders'))).toEqual(names.toSorted());
      for (const streamId of names) await letGo(parkingLot, 'orders', streamId);
      expect(await allParked(parkingLot, 'orders')).toEqual([]);
    });
  });
};
