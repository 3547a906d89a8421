import { describe, expect, it } from 'vitest';
import { givenBroker, givenClient } from './support/broker.ts';

const rounds = 20;

/** The shortest time, in milliseconds, that one of some requests took. A busy machine makes it longer, and never shorter. */
async function shortest(request: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const askedAt = performance.now();
    await request();
    took.push(performance.now() - askedAt);
  }
  return Math.min(...took);
}

describe('a request that its client gives up after a millisecond is still under way', () => {
  it('at the management of an entity: no answer comes sooner than that', async () => {
    const server = await givenBroker({ declare: { queues: [{ name: 'orders' }] } });
    const receiver = givenClient(server).createReceiver('orders');
    await receiver.peekMessages(1); // from here on the link is open
    expect(await shortest(() => receiver.peekMessages(1))).toBeGreaterThan(2);
  });

  it('at the administration', async () => {
    const server = await givenBroker({ declare: { queues: [{ name: 'orders' }] } });
    const ask = () => fetch(`${server.administrationUrl}/orders?api-version=2021-05`);
    expect(await shortest(ask)).toBeGreaterThan(2);
  });
});
