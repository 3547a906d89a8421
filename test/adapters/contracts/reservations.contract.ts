import { beforeEach, describe, expect, it } from 'vitest';
import type { Reservations } from '../../../application/unique-values/reservations.ts';

/** What every keeper of reservations promises. `make` gives an empty one. */
export const reservationsContract = (title: string, make: () => Promise<Reservations>): void => {
  describe(`${title} keep the promises of reservations`, () => {
    let reservations: Reservations;

    beforeEach(async () => {
      reservations = await make();
    });

    it('give a name to one holder, who may reserve it again', async () => {
      expect(await reservations.reserve('a', 'customer-1')).toBe('reserved');
      expect(await reservations.reserve('a', 'customer-1')).toBe('reserved');
      expect(await reservations.reserve('a', 'customer-2')).toBe('taken');
      expect(await reservations.reserve('b', 'customer-2')).toBe('reserved');
    });

    it('give a name to one of many who want it at once', async () => {
      const holders = Array.from({ length: 8 }, (_, index) => `customer-${index}`);
      const answers = await Promise.all(holders.map((holder) => reservations.reserve('a', holder)));
      expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(1);
    });

    it('are confirmed for their holder only, again and again', async () => {
      await reservations.reserve('a', 'customer-1');
      expect(await reservations.confirm('a', 'customer-2')).toBe('taken');
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      expect(await reservations.reserve('a', 'customer-2')).toBe('taken');
    });

    it('can be confirmed when they were never made, or have expired', async () => {
      expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
      expect(await reservations.reserve('a', 'customer-2')).toBe('taken');
    });

    it('are released, but for the one that is kept', async () => {
      for (const name of ['a', 'b']) await reservations.confirm(name, 'customer-1');
      await reservations.confirm('c', 'customer-2');
      await reservations.releaseOthers('customer-1', 'b');
      const answers = await Promise.all(['a', 'b', 'c'].map((name) => reservations.reserve(name, 'customer-3')));
      expect(answers).toEqual(['reserved', 'taken', 'taken']);
    });

    it('are all released when none is kept', async () => {
      for (const name of ['a', 'b']) await reservations.confirm(name, 'customer-1');
      await reservations.releaseOthers('customer-1', undefined);
      await reservations.releaseOthers('customer-1', undefined);
      expect(await reservations.reserve('a', 'customer-2')).toBe('reserved');
    });

    it('are not released while a command may be on its way, neither new nor confirmed ones', async () => {
      await reservations.reserve('new', 'customer-1');
      await reservations.confirm('again', 'customer-1');
      await reservations.reserve('again', 'customer-1');
      await reservations.releaseOthers('customer-1', undefined);
      expect(await reservations.reserve('new', 'customer-2')).toBe('taken');
      expect(await reservations.reserve('again', 'customer-2')).toBe('taken');
      expect(await reservations.confirm('again', 'customer-1')).toBe('confirmed');
    });
  });
};
