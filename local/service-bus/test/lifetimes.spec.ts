import { describe, expect, it } from 'vitest';
import { countsOf, failureOf, givenBroker, givenClient, movableClock, receiveOne } from './support/broker.ts';

const declare = {
  queues: [
    { name: 'kept', properties: { deadLetteringOnMessageExpiration: true } },
    { name: 'dropped' },
    { name: 'short', properties: { defaultMessageTimeToLive: 'PT1M' } },
  ],
  topics: [
    {
      name: 'brief',
      properties: { defaultMessageTimeToLive: 'PT1M' },
      subscriptions: [
        { name: 'patient', properties: { defaultMessageTimeToLive: 'PT1H' } },
        { name: 'hasty', properties: { defaultMessageTimeToLive: 'PT10S' } },
      ],
    },
  ],
};

async function givenQueues() {
  const clock = movableClock();
  const server = await givenBroker({ declare, now: clock.now });
  return { clock, server, client: givenClient(server) };
}

describe('lifetimes', () => {
  it('lead an expired message to the dead letters where the queue wants that', async () => {
    const { clock, client } = await givenQueues();
    await client.createSender('kept').sendMessages({ body: 'stale', timeToLive: 60_000 });
    clock.advance(61_000);
    const dead = await receiveOne(client.createReceiver('kept', { subQueueType: 'deadLetter' }));
    expect(dead).toMatchObject({ body: 'stale', deadLetterReason: 'TTLExpiredException' });
  });

  it('end without a trace elsewhere', async () => {
    const { clock, server, client } = await givenQueues();
    await client.createSender('dropped').sendMessages({ body: 'stale', timeToLive: 60_000 });
    clock.advance(61_000);
    await expect.poll(() => countsOf(server, 'dropped')).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('are the shorter of what the sender and the queue want, and told to receivers', async () => {
    const { client } = await givenQueues();
    await client.createSender('short').sendMessages([{ body: 1 }, { body: 2, timeToLive: 5000 }]);
    const messages = await client.createReceiver('short').receiveMessages(2);
    expect(messages.map(({ timeToLive }) => timeToLive)).toEqual([60_000, 5000]);
  });

  it('are in a subscription the shortest of what the sender, the topic and the subscription want', async () => {
    const { client } = await givenQueues();
    await client.createSender('brief').sendMessages([{ body: 1 }, { body: 2, timeToLive: 5000 }]);
    const lifetimes = async (subscription: string) =>
      (await client.createReceiver('brief', subscription).receiveMessages(2)).map(({ timeToLive }) => timeToLive);
    expect(await lifetimes('patient')).toEqual([60_000, 5000]);
    expect(await lifetimes('hasty')).toEqual([10_000, 5000]);
  });

  it('never end while a receiver holds the message', async () => {
    const { clock, client } = await givenQueues();
    await client.createSender('dropped').sendMessages({ body: 'held', timeToLive: 10_000 });
    const receiver = client.createReceiver('dropped');
    const message = await receiveOne(receiver);
    clock.advance(20_000);
    await receiver.completeMessage(message);
  });
});

describe('scheduled messages', () => {
  it('wait for their time, can be peeked before, and are enqueued then', async () => {
    const { clock, server, client } = await givenQueues();
    const at = new Date(clock.now() + 60_000);
    const [sequence] = await client.createSender('kept').scheduleMessages([{ body: 'later' }], at);
    expect(await countsOf(server, 'kept')).toMatchObject({ active: 0, scheduled: 1 });
    const receiver = client.createReceiver('kept');
    expect(await receiver.peekMessages(1)).toMatchObject([
      { body: 'later', state: 'scheduled', sequenceNumber: sequence },
    ]);
    clock.advance(61_000);
    expect(await receiver.receiveMessages(1)).toMatchObject([{ body: 'later', state: 'scheduled' }]);
  });

  it('are scheduled also by a property of an ordinary send', async () => {
    const { clock, server, client } = await givenQueues();
    const scheduledEnqueueTimeUtc = new Date(clock.now() + 60_000);
    await client.createSender('kept').sendMessages({ body: 'later', scheduledEnqueueTimeUtc });
    expect(await countsOf(server, 'kept')).toMatchObject({ active: 0, scheduled: 1 });
  });

  it.each(['sendMessages', 'scheduleMessages'] as const)(
    'never were such when their time had passed before %s',
    async (send) => {
      const { clock, client } = await givenQueues();
      const sender = client.createSender('kept');
      const past = new Date(clock.now() - 60_000);
      if (send === 'sendMessages') await sender.sendMessages({ body: 'late', scheduledEnqueueTimeUtc: past });
      else await sender.scheduleMessages({ body: 'late' }, past);
      const receiver = client.createReceiver('kept');
      const message = await receiveOne(receiver);
      expect(message).toMatchObject({ body: 'late', state: 'active', scheduledEnqueueTimeUtc: past });
      await receiver.abandonMessage(message);
      expect(await receiver.peekMessages(1)).toMatchObject([{ body: 'late', state: 'active' }]);
    },
  );

  it('can be cancelled by their number, once', async () => {
    const { clock, server, client } = await givenQueues();
    const sender = client.createSender('kept');
    const sequence = await sender.scheduleMessages([{ body: 'never' }], new Date(clock.now() + 60_000));
    await sender.cancelScheduledMessages(sequence);
    expect(await countsOf(server, 'kept')).toMatchObject({ scheduled: 0 });
    expect(await failureOf(sender.cancelScheduledMessages(sequence))).toMatchObject({ code: 'MessageNotFound' });
  });
});
