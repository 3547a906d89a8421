import type { PeekMessagesOptions } from '@azure/service-bus';
import { once } from 'node:events';
import type { EventContext } from 'rhea';
import { describe, expect, it } from 'vitest';
import { givenAuthorizedConnection } from './support/amqp-connection.ts';
import { bodiesOf, failureOf, givenBroker, givenClient, receiveOne } from './support/broker.ts';

const declare = {
  queues: [{ name: 'orders' }],
  topics: [{ name: 'events', subscriptions: [{ name: 'email' }, { name: 'billing' }] }],
};

describe('sending and receiving', () => {
  it('gives each message once, in the order sent', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const sender = client.createSender('orders');
    for (const body of ['one', 'two', 'three']) await sender.sendMessages({ body });
    const receiver = client.createReceiver('orders');
    const messages = await receiver.receiveMessages(3);
    expect(bodiesOf(messages)).toEqual(['one', 'two', 'three']);
    for (const message of messages) await receiver.completeMessage(message);
    expect(await receiver.peekMessages(10)).toEqual([]);
  });

  it('carries every field, type and body as the sender wrote it', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const message = {
      body: { nested: [1, 'two', null], unicode: 'größer 🎈' },
      messageId: 'm-1',
      correlationId: 'c-1',
      contentType: 'application/json',
      subject: 'order.placed',
      to: 'billing',
      replyTo: 'orders',
      timeToLive: 3_600_000,
      applicationProperties: {
        text: 'x',
        whole: 7,
        half: 0.5,
        yes: true,
        negative: -3,
        nothing: null,
      },
    };
    await client.createSender('orders').sendMessages(message);
    const received = await receiveOne(client.createReceiver('orders'));
    expect(received).toMatchObject({ ...message, deliveryCount: 0, state: 'active' });
  });

  it('carries bytes and AMQP values unchanged', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const bytes = Buffer.from([0, 255, 128, 10]);
    await client
      .createSender('orders')
      .sendMessages([
        { body: bytes },
        { bodyType: 'value', body: { a: 1 } },
        { bodyType: 'sequence', body: [[1, 2, 3]] },
      ]);
    const [first, second, third] = await client.createReceiver('orders').receiveMessages(3);
    expect(Buffer.compare(first?.body as Buffer, bytes)).toBe(0);
    expect(second?._rawAmqpMessage).toMatchObject({ bodyType: 'value', body: { a: 1 } });
    expect(third?._rawAmqpMessage.bodyType).toBe('sequence');
    expect(third?.body).toEqual([[1, 2, 3]]);
  });

  it('carries a message of many frames', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const body = 'x'.repeat(200_000);
    await client.createSender('orders').sendMessages({ body });
    const received = await receiveOne(client.createReceiver('orders'));
    expect(received.body).toBe(body);
  });

  it('refuses a message above the limit of the tier', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const sending = client.createSender('orders').sendMessages({ body: 'x'.repeat(300_000) });
    expect(await failureOf(sending)).toMatchObject({ code: 'MessageSizeExceeded' });
  });

  it('takes larger messages where an entity is declared to, as in the Premium tier', async () => {
    const large = { name: 'large', properties: { maxMessageSizeInKilobytes: 2048 } };
    const client = givenClient(await givenBroker({ declare: { queues: [large] } }));
    const sender = client.createSender('large');
    await sender.sendMessages({ body: Buffer.alloc(1_500_000, 7) });
    expect((await receiveOne(client.createReceiver('large'))).body).toHaveLength(1_500_000);
    expect(await failureOf(sender.sendMessages({ body: Buffer.alloc(2_200_000) }))).toMatchObject({
      code: 'MessageSizeExceeded',
    });
  });

  it('passes partition keys on, which of a message with a session must be the session', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    await client.createSender('orders').sendMessages({ body: 1, partitionKey: 'p' });
    expect(await receiveOne(client.createReceiver('orders'))).toMatchObject({ partitionKey: 'p' });
    const sender = (await givenAuthorizedConnection(server)).open_sender('orders');
    await once(sender, 'sendable');
    sender.send({ body: 2, group_id: 'a', message_annotations: { 'x-opt-partition-key': 'b' } });
    const [{ delivery }] = (await once(sender, 'rejected')) as [EventContext];
    expect(delivery?.remote_state).toMatchObject({ error: { condition: 'amqp:not-allowed' } });
  });

  it('tells the limit to batches, so that they stop growing in time', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const batch = await client.createSender('orders').createMessageBatch();
    const body = 'x'.repeat(100_000);
    expect([batch.tryAddMessage({ body }), batch.tryAddMessage({ body }), batch.tryAddMessage({ body })]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('gives every subscription of a topic its own copy', async () => {
    const client = givenClient(await givenBroker({ declare }));
    await client.createSender('events').sendMessages([{ body: 1 }, { body: 2 }]);
    const email = client.createReceiver('events', 'email');
    for (const message of await email.receiveMessages(2)) await email.completeMessage(message);
    const copies = await client.createReceiver('events', 'billing').receiveMessages(2);
    expect(bodiesOf(copies)).toEqual([1, 2]);
  });

  it('deletes at once what is received in that mode', async () => {
    const client = givenClient(await givenBroker({ declare }));
    await client.createSender('orders').sendMessages([{ body: 1 }, { body: 2 }]);
    const receiver = client.createReceiver('orders', { receiveMode: 'receiveAndDelete' });
    expect(await receiver.receiveMessages(2)).toHaveLength(2);
    expect(await receiver.peekMessages(10)).toEqual([]);
  });

  it('shows messages without their bodies to whoever wants to look at much', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const applicationProperties = { colour: 'red' };
    await client
      .createSender('orders')
      .sendMessages({ body: 'x'.repeat(1000), subject: 'large', applicationProperties });
    const receiver = client.createReceiver('orders');
    const [bare] = await receiver.peekMessages(1, { omitMessageBody: true } as PeekMessagesOptions);
    expect(bare).toMatchObject({ subject: 'large', applicationProperties, body: undefined });
    const size: unknown = bare?._rawAmqpMessage.deliveryAnnotations?.['omitted-message-body-size'];
    expect(size).toBeGreaterThan(1000);
    expect(await receiveOne(receiver)).toMatchObject({ body: 'x'.repeat(1000) });
  });

  it('ends a wait without messages when the receiver asks for it, and goes on afterwards', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const receiver = client.createReceiver('orders');
    expect(await receiver.receiveMessages(5, { maxWaitTimeInMs: 50 })).toEqual([]);
    await client.createSender('orders').sendMessages({ body: 'late' });
    expect(await receiver.receiveMessages(1)).toHaveLength(1);
  });

  it('shares messages among the receivers of a queue, each to one', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const seen: unknown[] = [];
    const done = Promise.withResolvers<undefined>();
    for (const receiver of [client.createReceiver('orders'), client.createReceiver('orders')])
      receiver.subscribe(
        {
          processMessage: async ({ body }) => {
            seen.push(body);
            if (seen.length === 200) done.resolve(undefined);
          },
          processError: async ({ error }) => done.reject(error),
        },
        { maxConcurrentCalls: 5 },
      );
    await client.createSender('orders').sendMessages(Array.from({ length: 200 }, (_, body) => ({ body })));
    await done.promise;
    expect(new Set(seen).size).toBe(200);
  });

  it('goes on past more messages than a session buffers', async () => {
    const client = givenClient(await givenBroker({ declare }));
    const sender = client.createSender('orders');
    for (let part = 0; part < 10; part++)
      await sender.sendMessages(Array.from({ length: 500 }, (_, index) => ({ body: part * 500 + index })));
    const receiver = client.createReceiver('orders');
    const bodies: unknown[] = [];
    while (bodies.length < 5000) {
      const messages = await receiver.receiveMessages(500);
      await Promise.all(messages.map((message) => receiver.completeMessage(message)));
      bodies.push(...bodiesOf(messages));
    }
    expect(bodies).toEqual(Array.from({ length: 5000 }, (_, index) => index));
  });

  it('says what is wrong when an entity is unknown or of the wrong kind', async () => {
    const client = givenClient(await givenBroker({ declare }), 2000);
    expect(await failureOf(client.createSender('nowhere').sendMessages({ body: 1 }))).toMatchObject({
      code: 'MessagingEntityNotFound',
    });
    await expect(client.createReceiver('events').receiveMessages(1)).rejects.toThrow(/subscriptions/);
  });
});
