import { once } from 'node:events';
import rhea, { type Connection, type Message } from 'rhea';
import { describe, expect, it } from 'vitest';
import { givenAuthorizedConnection } from './support/amqp-connection.ts';
import { bodiesOf, givenBroker, givenClient, movableClock, receiveOne } from './support/broker.ts';
import { requestManagement } from './support/management-request.ts';

const declare = { queues: [{ name: 'orders' }, { name: 'sessions', properties: { requiresSession: true } }] };

async function given() {
  const clock = movableClock();
  const server = await givenBroker({ declare, now: clock.now });
  return { clock, connection: await givenAuthorizedConnection(server), client: givenClient(server) };
}

/** Deletes messages as `deleteMessages` of later versions of the SDK does. */
function deleteMessages(connection: Connection, entity: string, count: number, more: object = {}): Promise<Message> {
  const body = { 'message-count': rhea.types.wrap_int(count), ...more };
  return requestManagement(connection, entity, 'com.microsoft:batch-delete-messages', body);
}

describe('deleting messages', () => {
  it('takes the oldest that nobody holds, and tells how many there were', async () => {
    const { connection, client } = await given();
    const sender = client.createSender('orders');
    await sender.sendMessages([1, 2, 3, 4, 5].map((body) => ({ body })));
    await sender.scheduleMessages({ body: 'later' }, new Date(Date.now() + 3_600_000));
    const receiver = client.createReceiver('orders');
    const [first] = await receiver.receiveMessages(1);
    const deferred = await receiveOne(receiver);
    await receiver.deferMessage(deferred);
    const answer = await deleteMessages(connection, 'orders', 2);
    expect(answer).toMatchObject({ application_properties: { statusCode: 200 }, body: { 'message-count': 2 } });
    expect(bodiesOf(await client.createReceiver('orders').peekMessages(9))).toEqual([1, 2, 5, 'later']);
    if (first) await receiver.completeMessage(first);
    await deleteMessages(connection, 'orders', 4000);
    const nothing = await deleteMessages(connection, 'orders', 4000);
    expect(nothing.application_properties).toMatchObject({ statusCode: 204 });
  });

  it('spares what was enqueued at a moment or later', async () => {
    const { clock, connection, client } = await given();
    const sender = client.createSender('orders');
    await sender.sendMessages({ body: 'old' });
    clock.advance(60_000);
    const before = rhea.types.wrap_timestamp(clock.now());
    await sender.sendMessages({ body: 'new' });
    await deleteMessages(connection, 'orders', 10, { 'enqueued-time-utc': before });
    expect(bodiesOf(await client.createReceiver('orders').peekMessages(9))).toEqual(['new']);
  });

  it('touches only the session that the connection holds', async () => {
    const { connection, client } = await given();
    await client.createSender('sessions').sendMessages([
      { body: 1, sessionId: 'a' },
      { body: 2, sessionId: 'b' },
    ]);
    const lost = await deleteMessages(connection, 'sessions', 10, { 'session-id': 'a' });
    expect(lost.application_properties).toMatchObject({ errorCondition: 'com.microsoft:session-lock-lost' });
    const filter = { 'com.microsoft:session-filter': 'a' } as never;
    await once(
      connection.open_receiver({ source: { address: 'sessions', filter }, credit_window: 0 }),
      'receiver_open',
    );
    const answer = await deleteMessages(connection, 'sessions', 10, { 'session-id': 'a' });
    expect(answer.body).toEqual({ 'message-count': 1 });
    expect(await (await client.acceptSession('sessions', 'b')).peekMessages(1)).toMatchObject([{ body: 2 }]);
  });

  it.each([
    ['no messages', 'orders', 0],
    ['more than one request may delete', 'orders', 4001],
    ['a queue with sessions without naming one', 'sessions', 1],
  ])('is refused for %s', async (_, entity, count) => {
    const { connection } = await given();
    const { application_properties: answer } = await deleteMessages(connection, entity, count);
    expect(answer).toMatchObject({ statusCode: 400 });
  });
});
