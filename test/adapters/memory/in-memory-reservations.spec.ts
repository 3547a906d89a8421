import { describe, expect, it } from 'vitest';
import { inMemoryReservations } from '../../../adapters/memory/index.ts';
import { forgottenSeconds } from '../../../application/unique-values/reservations.ts';
import { headAt } from '../contracts/new-commit.ts';
import { reservationsContract } from '../contracts/reservations.contract.ts';

const world = () => {
  let time = 1;
  const reservations = inMemoryReservations(() => time);
  return { reservations, pass: (seconds: number) => void (time += seconds * 1_000) };
};

reservationsContract('The in-memory reservations', async () => world());

describe('A reservation that is neither confirmed nor renewed', () => {
  it('is forgotten after a while', async () => {
    const { reservations, pass } = world();
    await reservations.reserve('a', headAt('customer-1', 0));
    await reservations.confirm('b', 'customer-1');
    pass(forgottenSeconds);
    expect(await reservations.namesOf('customer-1')).toEqual(['b']);
    expect(await reservations.reserve('a', headAt('customer-2', 0))).toEqual({ outcome: 'reserved' });
    expect(await reservations.confirm('a', 'customer-1')).toBe('taken');
  });
});
