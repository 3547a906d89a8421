import { describe, expect, it } from 'vitest';
import { countsOf, failureOf, givenBroker, givenClient, movableClock, receiveOne } from './support/broker.ts';

const declare = { queues: [{ name: 'orders', properties: { lockDuration: 'PT30S', maxDeliveryCount: 2 } }] };

async function givenLockedMessage() {
  const clock = movableClock();
  const server = await givenBroker({ declare, now: clock.now });
  const client = givenClient(server);
  await client.createSender('orders').sendMessages({ body: 'held' });
  const receiver = client.createReceiver('orders', { maxAutoLockRenewalDurationInMs: 0 });
  const message = await receiveOne(receiver);
  return { clock, server, client, receiver, message };
}

describe('message locks', () => {
  it('keep a message from other receivers while they last', async () => {
    const { client } = await givenLockedMessage();
    expect(await client.createReceiver('orders').receiveMessages(1, { maxWaitTimeInMs: 50 })).toEqual([]);
  });

  it('give the message back when they expire, with a higher count', async () => {
    const { clock, client } = await givenLockedMessage();
    clock.advance(31_000);
    const again = await receiveOne(client.createReceiver('orders'));
    expect(again).toMatchObject({ body: 'held', deliveryCount: 1 });
  });

  it('refuse a settlement that comes too late', async () => {
    const { clock, receiver, message } = await givenLockedMessage();
    clock.advance(31_000);
    expect(await failureOf(receiver.completeMessage(message))).toMatchObject({ code: 'MessageLockLost' });
  });

  it('last longer when they are renewed', async () => {
    const { clock, receiver, message } = await givenLockedMessage();
    clock.advance(20_000);
    const until = await receiver.renewMessageLock(message);
    expect(until.getTime()).toBeGreaterThan(clock.now() + 25_000);
    clock.advance(20_000);
    await receiver.completeMessage(message);
    expect(await receiver.peekMessages(1)).toEqual([]);
  });

  it('cannot be renewed once they are lost', async () => {
    const { clock, receiver, message } = await givenLockedMessage();
    clock.advance(31_000);
    expect(await failureOf(receiver.renewMessageLock(message))).toMatchObject({ code: 'MessageLockLost' });
  });

  it('lead to the dead letters when they expire too often', async () => {
    const { clock, server, client } = await givenLockedMessage();
    clock.advance(31_000);
    await client.createReceiver('orders').receiveMessages(1);
    clock.advance(31_000);
    await expect.poll(() => countsOf(server, 'orders')).toMatchObject({ active: 0, deadLetter: 1 });
  });

  it('outlive the receiver: a closed one leaves its messages locked until they expire', async () => {
    const { clock, client, receiver } = await givenLockedMessage();
    await receiver.close();
    const other = client.createReceiver('orders');
    expect(await other.receiveMessages(1, { maxWaitTimeInMs: 50 })).toEqual([]);
    clock.advance(31_000);
    expect(await other.receiveMessages(1)).toHaveLength(1);
  });
});
