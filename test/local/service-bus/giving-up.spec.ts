import { describe, expect, it } from 'vitest';
import { failureOf, givenBroker, givenClient, receiveOne, sequenceOf } from './support/broker.ts';

const rounds = 50;
const soon = () => ({ abortSignal: AbortSignal.timeout(1) });
const givenUp = { name: 'AbortError' };

async function given() {
  const server = await givenBroker({ declare: { queues: [{ name: 'orders' }] } });
  return { server, client: givenClient(server) };
}

describe('a request that its client gives up after a millisecond', () => {
  it('is still under way at the management of an entity', async () => {
    const { client } = await given();
    const receiver = client.createReceiver('orders');
    await client.createSender('orders').sendMessages({ body: 'not deferred' });
    const sequence = sequenceOf(await receiveOne(receiver));
    await receiver.peekMessages(1); // from here on the link is open
    for (let round = 0; round < rounds; round++)
      expect(await failureOf(receiver.receiveDeferredMessages(sequence, soon()))).toMatchObject(givenUp);
  });

  it('is still under way at the administration: no answer comes sooner than that', async () => {
    const { server } = await given();
    const took: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const askedAt = performance.now();
      await fetch(`${server.administrationUrl}/orders?api-version=2021-05`);
      took.push(performance.now() - askedAt);
    }
    expect(Math.min(...took)).toBeGreaterThan(2);
  });
});
