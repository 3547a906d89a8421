import type { StreamId } from '../../../domain/modelling/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { pendingSeconds, type Reservations } from '../../../application/unique-values/reservations.ts';
import { headAt } from './new-commit.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';

/** An empty keeper of reservations, and its clock, which moves on by hand. */
export interface ReservationsAndTime {
  readonly reservations: Reservations;
  readonly pass: (seconds: number) => void;
}

const reserved = { outcome: 'reserved' };
const takenBy = (holder: StreamId) => ({ outcome: 'taken', holder });

/** What every keeper of reservations promises. */
export const reservationsContract = (title: string, make: () => Promise<ReservationsAndTime>): void => {
  describe(`${title} keep the promises of reservations`, () => {
    let reservations: Reservations;
    let pass: ReservationsAndTime['pass'];

    beforeEach(async () => {
      ({ reservations, pass } = await make());
    });
    const reserve = (name: string, holder: StreamId, behind = 0) => reservations.reserve(name, headAt(holder, behind));
    const release = (name: string, holder: StreamId, at: number) => reservations.release(name, headAt(holder, at));

    it('give a name to one stream, which may reserve it again, and say to the others whose it is', async () => {
      expect(await reserve('a', 'customer-1')).toEqual(reserved);
      expect(await reserve('a', 'customer-1')).toEqual(reserved);
      expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
      expect(await reserve('b', 'customer-2')).toEqual(reserved);
    });

    it('give a name to one of many concurrent holders', async () => {
      const holders = Array.from({ length: 8 }, (_, index) => streamIdOf('customer', String(index)));
      const answers = await Promise.all(holders.map((holder) => reserve('a', holder)));
      const winner = holders[answers.findIndex(({ outcome }) => outcome === 'reserved')] ?? 'nobody-1';
      expect(answers.filter(({ outcome }) => outcome === 'taken')).toEqual(Array(7).fill(takenBy(winner)));
    });

    it('are confirmed for their holder only, again and again', async () => {
      await reserve('a', 'customer-1');
      expect(await reservations.confirm('a', 'customer-2')).toBe('taken');
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
    });

    it('can be confirmed when they were never made, or are forgotten', async () => {
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
    });

    it('are listed by their holder, confirmed or not', async () => {
      await reserve('a', 'customer-1');
      await reservations.confirm('b', 'customer-1');
      await reserve('c', 'customer-2');
      expect([...(await reservations.namesOf('customer-1'))].sort()).toEqual(['a', 'b']);
      expect(await reservations.namesOf('customer-3')).toEqual([]);
    });

    it('are released at once when the commit that they were made for is decided, confirmed or not', async () => {
      await reserve('new', 'customer-1', 1);
      await reserve('old', 'customer-1');
      await reservations.confirm('old', 'customer-1');
      for (const name of ['new', 'old', 'old']) await release(name, 'customer-1', 2);
      expect(await reservations.namesOf('customer-1')).toEqual([]);
      expect(await reserve('new', 'customer-2')).toEqual(reserved);
    });

    it('are released only by their holder', async () => {
      await reserve('a', 'customer-1');
      await release('a', 'customer-2', 7);
      expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
    });

    it.each(['reserved', 'confirmed before'])(
      'stay for their time, when they are %s, while the commit they were made for may still be appended',
      async (how) => {
        if (how === 'confirmed before') await reservations.confirm('a', 'customer-1');
        await reserve('a', 'customer-1', 2);
        for (const at of [1, 2]) await release('a', 'customer-1', at);
        pass(pendingSeconds - 60);
        await release('a', 'customer-1', 2);
        expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
        pass(120);
        expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
        await release('a', 'customer-1', 2);
        expect(await reserve('a', 'customer-2')).toEqual(reserved);
      },
    );

    it('keep the latest head that they were made for, also after a late request for an earlier one', async () => {
      await reserve('a', 'customer-1', 4);
      await reserve('a', 'customer-1', 1);
      await release('a', 'customer-1', 3);
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      await release('a', 'customer-1', 4);
      expect(await reserve('a', 'customer-2')).toEqual(takenBy('customer-1'));
      await release('a', 'customer-1', 5);
      expect(await reserve('a', 'customer-2')).toEqual(reserved);
    });
  });
};
