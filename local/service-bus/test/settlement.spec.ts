import { describe, expect, it } from 'vitest';
import { bodiesOf, countsOf, failureOf, givenBroker, givenClient, receiveOne, sequenceOf } from './support/broker.ts';

const declare = { queues: [{ name: 'orders', properties: { maxDeliveryCount: 3 } }] };

async function givenMessage(body: unknown) {
  const server = await givenBroker({ declare });
  const client = givenClient(server);
  await client.createSender('orders').sendMessages({ body, applicationProperties: { kept: 'yes' } });
  return { server, client, receiver: client.createReceiver('orders') };
}

describe('settling', () => {
  it('gives an abandoned message again, with a higher count and the properties set', async () => {
    const { receiver } = await givenMessage('again');
    const first = await receiveOne(receiver);
    await receiver.abandonMessage(first, { attempt: 1 });
    const second = await receiveOne(receiver);
    expect(second).toMatchObject({
      body: 'again',
      deliveryCount: 1,
      applicationProperties: { kept: 'yes', attempt: 1 },
    });
  });

  it('moves a message that was delivered too often to the dead letters', async () => {
    const { server, client, receiver } = await givenMessage('poison');
    for (let attempt = 0; attempt < 3; attempt++) {
      const message = await receiveOne(receiver);
      await receiver.abandonMessage(message);
    }
    const dead = await receiveOne(client.createReceiver('orders', { subQueueType: 'deadLetter' }));
    expect(dead).toMatchObject({
      body: 'poison',
      deliveryCount: 3,
      deadLetterReason: 'MaxDeliveryCountExceeded',
      deadLetterSource: 'orders',
    });
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 0, deadLetter: 1 });
  });

  it('keeps the reason, the description and the properties of a dead letter', async () => {
    const { client, receiver } = await givenMessage('bad');
    const message = await receiveOne(receiver);
    const cause = { deadLetterReason: 'unreadable', deadLetterErrorDescription: 'no total', line: 3 };
    await receiver.deadLetterMessage(message, cause);
    const dead = client.createReceiver('orders', { subQueueType: 'deadLetter' });
    const letter = await receiveOne(dead);
    expect(letter).toMatchObject({
      deadLetterReason: 'unreadable',
      deadLetterErrorDescription: 'no total',
      applicationProperties: { kept: 'yes', line: 3 },
    });
    await dead.completeMessage(letter);
    expect(await dead.peekMessages(1)).toEqual([]);
  });

  it('never moves a dead letter again, however often it is abandoned', async () => {
    const { client, receiver } = await givenMessage('dead');
    const message = await receiveOne(receiver);
    await receiver.deadLetterMessage(message);
    const dead = client.createReceiver('orders', { subQueueType: 'deadLetter' });
    for (let attempt = 0; attempt < 5; attempt++) {
      const letter = await receiveOne(dead);
      expect(letter.deliveryCount).toBe(0);
      await dead.abandonMessage(letter);
    }
  });

  it('keeps a deferred message aside until it is asked for by its number', async () => {
    const { server, receiver } = await givenMessage('later');
    const message = await receiveOne(receiver);
    await receiver.deferMessage(message);
    expect(await receiver.receiveMessages(1, { maxWaitTimeInMs: 50 })).toEqual([]);
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 0, deferred: 1 });
    for (const deferred of await receiver.receiveDeferredMessages(sequenceOf(message))) {
      expect(deferred).toMatchObject({ body: 'later', deliveryCount: 1, state: 'deferred' });
      await receiver.completeMessage(deferred);
    }
    expect(await failureOf(receiver.receiveDeferredMessages(sequenceOf(message)))).toMatchObject({
      code: 'MessageNotFound',
    });
  });

  it('shows messages in every state to whoever peeks, from any number on', async () => {
    const { client, receiver } = await givenMessage('one');
    await client.createSender('orders').sendMessages([{ body: 'two' }, { body: 'three' }]);
    const first = await receiveOne(receiver);
    await receiver.deferMessage(first);
    const peeked = await receiver.peekMessages(10);
    expect(peeked.map(({ body, state }) => ({ body: body as unknown, state }))).toEqual([
      { body: 'one', state: 'deferred' },
      { body: 'two', state: 'active' },
      { body: 'three', state: 'active' },
    ]);
    const held = await receiveOne(receiver);
    expect(
      (await receiver.peekMessages(1, { fromSequenceNumber: sequenceOf(held) }))[0]?.lockedUntilUtc,
    ).toBeUndefined();
    const from = await receiver.peekMessages(10, { fromSequenceNumber: sequenceOf(first).add(1) });
    expect(bodiesOf(from)).toEqual(['two', 'three']);
  });
});
