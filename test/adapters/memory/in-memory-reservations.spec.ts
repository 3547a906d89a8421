import { describe, expect, it } from 'vitest';
import { inMemoryReservations } from '../../../adapters/memory/index.ts';
import { pendingSeconds } from '../../../application/unique-values/reservations.ts';
import { reservationsContract } from '../contracts/reservations.contract.ts';

reservationsContract('The in-memory reservations', async () => inMemoryReservations());

describe('A reservation that nobody confirms', () => {
  const world = () => {
    let time = 1;
    const reservations = inMemoryReservations(() => time);
    return { reservations, pass: (seconds: number) => (time += seconds * 1_000) };
  };

  it('is over after its time, which begins anew each time it is made', async () => {
    const { reservations, pass } = world();
    await reservations.reserve('a', 'customer-1');
    pass(pendingSeconds - 1);
    await reservations.reserve('a', 'customer-1');
    pass(pendingSeconds - 1);
    expect(await reservations.reserve('a', 'customer-2')).toBe('taken');
    pass(2);
    expect(await reservations.reserve('a', 'customer-2')).toBe('reserved');
    expect(await reservations.confirm('a', 'customer-1')).toBe('taken');
  });

  it('that was confirmed before and is released is over after its time, too', async () => {
    const { reservations, pass } = world();
    await reservations.confirm('a', 'customer-1');
    await reservations.reserve('a', 'customer-1');
    pass(pendingSeconds * 2);
    expect(await reservations.reserve('a', 'customer-2')).toBe('taken');
    await reservations.releaseOthers('customer-1', undefined);
    pass(pendingSeconds + 1);
    expect(await reservations.reserve('a', 'customer-2')).toBe('reserved');
  });
});
