import { expect, it } from 'vitest';
import { release, reserve } from '../../../application/unique-values/reservation.ts';
import { pendingSeconds } from '../../../application/unique-values/reservations.ts';
import { headAt } from '../../adapters/contracts/new-commit.ts';

// A rule of its own, because the store's time of writing cannot be moved on by hand.
it('A reservation has its time anew each time that it is made', () => {
  const head = headAt('person-1', 0);
  const later = (pendingSeconds - 1) * 1_000;
  const again = reserve(reserve(undefined, head, 0).next, head, later).next;
  expect(again).toMatchObject({ pendingSince: later });
  expect(release(again, head, later + pendingSeconds * 1_000 - 1).next).toBe(again);
  expect(release(again, head, later + pendingSeconds * 1_000).next).toBeUndefined();
});
