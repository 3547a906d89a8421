import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { EventContext } from 'rhea';
import { describe, expect, it } from 'vitest';
import { givenAuthorizedConnection, portOf } from '../support/amqp-connection.ts';
import { bodiesOf, givenBroker, givenClient, receiveOne } from '../support/broker.ts';

const declare = {
  queues: [{ name: 'orders' }],
  topics: [{ name: 'events', subscriptions: [{ name: 'email', properties: { requiresSession: true } }] }],
};

describe('the protocol', () => {
  it('tells two links of one name and session apart by their direction', async () => {
    const connection = await givenAuthorizedConnection(await givenBroker({ declare }));
    const receiver = connection.open_receiver({ name: 'both', source: 'orders' });
    await once(receiver, 'receiver_open');
    // rhea looks at the name alone: on the client's side the first link has to make room for its namesake.
    const session = receiver.session as unknown as { links: Record<string, unknown> };
    session.links = { first: receiver };
    const sender = connection.open_sender({ name: 'both', target: 'orders' });
    await once(sender, 'sendable');
    sender.send({ body: 'through' });
    const [context] = (await once(receiver, 'message')) as [EventContext];
    expect(context.message?.body).toBe('through');
  });

  it('forgets a client that gives up waiting for a session, and ignores what it says about it afterwards', async () => {
    const server = await givenBroker({ declare });
    const connection = await givenAuthorizedConnection(server);
    const session = connection.create_session();
    session.begin();
    await once(session, 'session_open');
    const address = 'events/Subscriptions/email';
    const waiting = session.open_receiver({ source: { address, filter: { 'com.microsoft:session-filter': null } } });
    const { channel } = (session as unknown as { local: { channel: number } }).local;
    const { detach } = (waiting as unknown as { local: { detach: unknown } }).local;
    session.close();
    await once(session, 'session_close');
    (connection as unknown as { _write_frame(to: number, frame: unknown): void })._write_frame(channel, detach);
    await once(connection.open_sender('events'), 'sendable');

    const client = givenClient(server);
    await client.createSender('events').sendMessages({ body: 1, sessionId: 'a' });
    expect((await client.acceptNextSession('events', 'email')).sessionId).toBe('a');
  });

  it('ignores frames of a link that has ended', async () => {
    const connection = await givenAuthorizedConnection(await givenBroker({ declare }));
    const sender = connection.open_sender('orders');
    await once(sender, 'sendable');
    const { channel } = (sender.session as unknown as { local: { channel: number } }).local;
    const { detach } = (sender as unknown as { local: { detach: unknown } }).local;
    sender.close();
    await once(sender, 'sender_close');
    (connection as unknown as { _write_frame(to: number, frame: unknown): void })._write_frame(channel, detach);
    await once(connection.open_sender('orders'), 'sendable');
  });

  it('goes on in a session whose window was full when one of its links ended', async () => {
    const server = await givenBroker({ declare });
    await givenClient(server)
      .createSender('orders')
      .sendMessages(Array.from({ length: 20 }, (_, body) => ({ body })));
    // A window of four transfers, and room for ten: six are under way when the link ends.
    const connection = await givenAuthorizedConnection(server);
    const session = connection.create_session(4);
    session.begin();
    const greedy = session.open_receiver({ source: 'orders', credit_window: 0, autoaccept: false });
    const deliveries: EventContext['delivery'][] = [];
    greedy.on('message', ({ delivery }: EventContext) => deliveries.push(delivery));
    greedy.add_credit(10);
    await expect.poll(() => deliveries).toHaveLength(4);
    greedy.close();
    await once(greedy, 'receiver_close');
    for (const delivery of deliveries) delivery?.accept();
    const next = session.open_receiver({ source: 'orders', credit_window: 1 });
    const [context] = (await once(next, 'message')) as [EventContext];
    expect(String((context.message?.body as { content: Buffer }).content)).toBe('10');
  });

  it('has neither transactions nor links without an address: they are refused, and the connection goes on', async () => {
    const connection = await givenAuthorizedConnection(await givenBroker({ declare }));
    const [context] = (await once(connection.open_sender({}), 'sender_error')) as [EventContext];
    expect(context.sender?.error).toMatchObject({ condition: 'amqp:not-implemented' });
    await once(connection.open_sender('orders'), 'sendable');
  });

  it('keeps a connection alive that is idle, by the time that the client asks for', async () => {
    const connection = await givenAuthorizedConnection(await givenBroker({ declare }), { idle_time_out: 1000 });
    const { socket } = connection as unknown as { readonly socket: Socket };
    const before = socket.bytesRead;
    // Nobody asks for anything: what comes are empty frames, of eight bytes each (AMQP 1.0, 2.4.5).
    await expect.poll(() => socket.bytesRead - before).toBeGreaterThanOrEqual(3 * 8);
  });

  it('ends a connection that speaks something else, and no other', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    await client.createSender('orders').sendMessages({ body: 1 });
    for (const garbage of ['GET / HTTP/1.1\r\n\r\n', 'AMQP\x00\x01\x00\x00\xff\xff\xff\xff\x02\x00\x00\x00garbage']) {
      const socket = connect(portOf(server), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(Buffer.from(garbage, 'latin1'));
      socket.end();
      await once(socket.resume(), 'close');
    }
    const receiver = client.createReceiver('orders');
    expect(bodiesOf([await receiveOne(receiver)])).toEqual([1]);
  });
});
