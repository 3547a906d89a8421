import { describe, expect, it } from 'vitest';
import { startServiceBus } from '../index.ts';
import { bodiesOf, countsOf, givenBroker, givenClient, receiveOne } from './support/broker.ts';
import { givenDataFolder } from './support/data-folder.ts';

const forwarding = (name: string, forwardTo: string) => ({ name, properties: { forwardTo } });

describe('forwarding', () => {
  it('sends messages of queues and subscriptions on at once, as they are, with the number that they had first', async () => {
    const subscriptions = [{ name: 'all', properties: { forwardTo: 'orders' } }];
    const declare = {
      queues: [{ name: 'orders' }, forwarding('inbox', 'events'), forwarding('early', 'orders')],
      topics: [{ name: 'events', subscriptions }],
    };
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    await client.createSender('early').sendMessages({ body: 0 });
    const message = { body: 1, messageId: 'one', applicationProperties: { a: 1 }, timeToLive: 60_000 };
    await client.createSender('inbox').sendMessages(message);
    const [, arrived] = await client.createReceiver('orders').receiveMessages(2);
    expect(arrived).toMatchObject({ ...message, deliveryCount: 0 });
    expect([arrived?.enqueuedSequenceNumber, arrived?.sequenceNumber?.toNumber()]).toEqual([1, 2]);
    for (const path of ['inbox', 'events/Subscriptions/all'])
      expect(await countsOf(server, path)).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('goes on for dead letters, which tell why and where they died', async () => {
    const work = { name: 'work', properties: { forwardDeadLetteredMessagesTo: 'graveyard' } };
    const server = await givenBroker({ declare: { queues: [work, { name: 'graveyard' }] } });
    const client = givenClient(server);
    await client.createSender('work').sendMessages({ body: 1, applicationProperties: { a: 1 } });
    const receiver = client.createReceiver('work');
    const cause = { deadLetterReason: 'broken', deadLetterErrorDescription: 'no wheels' };
    await receiver.deadLetterMessage(await receiveOne(receiver), cause);
    expect(await receiveOne(client.createReceiver('graveyard'))).toMatchObject({
      ...{ body: 1, deadLetterReason: 'broken', deadLetterSource: 'work', deliveryCount: 0 },
      applicationProperties: { a: 1 },
    });
    expect(await countsOf(server, 'work')).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('ends after four entities, among the dead letters of the fifth that could not be forwarded', async () => {
    const circle = [forwarding('a', 'b'), forwarding('b', 'a')];
    const client = givenClient(await givenBroker({ declare: { queues: circle } }));
    await client.createSender('a').sendMessages({ body: 'round' });
    const dead = client.createReceiver('a', { subQueueType: 'transferDeadLetter' });
    expect(await receiveOne(dead)).toMatchObject({ body: 'round', deadLetterReason: 'MaxTransferHopCountExceeded' });
  });

  it('keeps aside what its goal does not take: a goal that is disabled, or wants a session', async () => {
    const closed = { name: 'closed', properties: { status: 'SendDisabled' } };
    const ordered = { name: 'ordered', properties: { requiresSession: true } };
    const queues = [closed, ordered, forwarding('to-closed', 'closed'), forwarding('to-ordered', 'ordered')];
    const client = givenClient(await givenBroker({ declare: { queues } }));
    for (const [from, deadLetterReason] of [
      ['to-closed', 'MessagingEntityDisabled'],
      ['to-ordered', 'Session id is null.'],
    ] as const) {
      await client.createSender(from).sendMessages({ body: from });
      const dead = client.createReceiver(from, { subQueueType: 'transferDeadLetter' });
      expect(await receiveOne(dead)).toMatchObject({ body: from, deadLetterReason, deadLetterSource: from });
    }
  });

  it('drops what its goal has seen already', async () => {
    const goal = { name: 'goal', properties: { requiresDuplicateDetection: true } };
    const client = givenClient(await givenBroker({ declare: { queues: [goal, forwarding('from', 'goal')] } }));
    await client.createSender('goal').sendMessages({ body: 1, messageId: 'one' });
    await client.createSender('from').sendMessages([
      { body: 2, messageId: 'one' },
      { body: 3, messageId: 'two' },
    ]);
    expect(bodiesOf(await client.createReceiver('goal').peekMessages(5))).toEqual([1, 3]);
  });

  it('takes along what was there before, and leaves nothing to receive', async () => {
    const data = await givenDataFolder();
    const options = { port: 0, administrationPort: 0, data };
    const first = await startServiceBus({ ...options, declare: { queues: [{ name: 'a' }, { name: 'b' }] } });
    await givenClient(first).createSender('a').sendMessages({ body: 'waiting' });
    await first.close();
    const client = givenClient(await givenBroker({ data, declare: { queues: [forwarding('a', 'b'), { name: 'b' }] } }));
    expect(await receiveOne(client.createReceiver('b'))).toMatchObject({ body: 'waiting' });
    await expect(client.createReceiver('a').receiveMessages(1)).rejects.toThrow(
      /forwards its messages: receive from 'b'/,
    );
  });

  it.each([
    ['a goal that is missing', [forwarding('a', 'b')]],
    ['itself', [forwarding('a', 'A')]],
    ['an entity with sessions', [{ name: 'a', properties: { forwardTo: 'b', requiresSession: true } }, { name: 'b' }]],
  ])('cannot be declared for %s', async (_, queues) => {
    const declared = startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', declare: { queues } });
    await expect(declared).rejects.toThrow(/'a'.*forward/);
  });
});
