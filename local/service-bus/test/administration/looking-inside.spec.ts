import { describe, expect, it } from 'vitest';
import { givenBroker, givenClient, receiveOne } from '../support/broker.ts';

const declare = {
  queues: [{ name: 'orders' }],
  topics: [{ name: 'events', subscriptions: [{ name: 'email' }] }],
};

async function given() {
  const server = await givenBroker({ declare });
  const get = async (path: string) => {
    const response = await fetch(`${server.administrationUrl}${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { client: givenClient(server), get };
}

describe('the administration port', () => {
  it('says that the broker is well', async () => {
    const { get } = await given();
    expect(await get('/health')).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('lists queues, topics and subscriptions with their counts', async () => {
    const { client, get } = await given();
    await client.createSender('events').sendMessages([{ body: 1 }, { body: 2 }]);
    const { body } = await get('/_local/entities');
    expect(body['entities']).toEqual([
      { path: 'orders', kind: 'queue', active: 0, deferred: 0, scheduled: 0, deadLetter: 0, transferDeadLetter: 0 },
      { path: 'events', kind: 'topic', active: 0, deferred: 0, scheduled: 0, deadLetter: 0, transferDeadLetter: 0 },
      {
        path: 'events/Subscriptions/email',
        kind: 'subscription',
        active: 2,
        deferred: 0,
        scheduled: 0,
        deadLetter: 0,
        transferDeadLetter: 0,
      },
    ]);
  });

  it('shows messages without touching them', async () => {
    const { client, get } = await given();
    const sender = client.createSender('orders');
    await sender.sendMessages([
      { body: { total: 3 }, messageId: 'o:1', subject: 'placed', applicationProperties: { category: 'order' } },
      { body: Buffer.from([255, 254]) },
    ]);
    await sender.sendMessages({ bodyType: 'value', body: { bytes: Buffer.from([1]), list: [1, null] } });
    const { body } = await get('/_local/entities/orders/messages');
    expect(body['messages']).toMatchObject([
      {
        messageId: 'o:1',
        subject: 'placed',
        state: 'active',
        isLocked: false,
        deliveryCount: 0,
        applicationProperties: { category: 'order' },
        body: { total: 3 },
      },
      { body: { base64: '//4=' } },
      { body: { bytes: 'AQ==', list: [1, null] } },
    ]);
    expect(await client.createReceiver('orders').receiveMessages(3)).toHaveLength(3);
  });

  it('shows dead letters with the cause of death', async () => {
    const { client, get } = await given();
    await client.createSender('events').sendMessages({ body: 'x' });
    const receiver = client.createReceiver('events', 'email');
    const message = await receiveOne(receiver);
    await receiver.deadLetterMessage(message, { deadLetterReason: 'why', deadLetterErrorDescription: 'because' });
    const path = '/_local/entities/events/Subscriptions/email/messages';
    const { body } = await get(`${path}?deadLetter=true`);
    expect(body['messages']).toMatchObject([
      {
        deadLetterReason: 'why',
        deadLetterErrorDescription: 'because',
        deadLetterSource: 'events/Subscriptions/email',
      },
    ]);
    expect((await get(path)).body).toEqual({ messages: [] });
  });

  it('pages from a sequence number on', async () => {
    const { client, get } = await given();
    await client.createSender('orders').sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    const { body } = await get('/_local/entities/orders/messages?from=2&limit=1');
    expect(body['messages']).toMatchObject([{ sequenceNumber: 2, body: 2 }]);
  });

  it('answers 404 for what does not exist', async () => {
    const { get } = await given();
    expect((await get('/_local/entities/nowhere/messages')).status).toBe(404);
    expect((await get('/elsewhere')).status).toBe(404);
    expect((await get('/%E0%A4%A')).status).toBe(404);
  });
});
