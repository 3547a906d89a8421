import { once } from 'node:events';
import type { EventContext, Receiver, Sender } from 'rhea';
import { describe, expect, it } from 'vitest';
import { givenAuthorizedConnection } from './support/amqp-connection.ts';
import { administrationOf } from './support/administration.ts';
import { countsOf, failureOf, givenBroker, givenClient, movableClock, receiveOne } from './support/broker.ts';

const declare = {
  queues: [{ name: 'orders' }, { name: 'sessions', properties: { requiresSession: true } }],
  topics: [{ name: 'events', subscriptions: [{ name: 'email' }] }],
};

async function given() {
  const clock = movableClock();
  const server = await givenBroker({ declare, now: clock.now });
  return { clock, server, admin: administrationOf(server), client: givenClient(server, 1000) };
}

/** The error with which the broker ends a link. */
async function endOf(link: Receiver | Sender, error: 'receiver_error' | 'sender_error'): Promise<unknown> {
  const [context] = (await once(link, error)) as [EventContext];
  return (context.receiver ?? context.sender)?.error;
}

describe('an entity that is removed', () => {
  it('ends the links to it and to its dead letters by the name that clients know', async () => {
    const { server, admin } = await given();
    const connection = await givenAuthorizedConnection(server);
    const receiver = connection.open_receiver('orders');
    const dead = connection.open_receiver('orders/$DeadLetterQueue');
    const sender = connection.open_sender('orders');
    await Promise.all([once(receiver, 'receiver_open'), once(dead, 'receiver_open'), once(sender, 'sendable')]);
    const ends = [endOf(receiver, 'receiver_error'), endOf(dead, 'receiver_error'), endOf(sender, 'sender_error')];
    await admin.deleteQueue('orders');
    for (const end of await Promise.all(ends)) expect(end).toMatchObject({ condition: 'amqp:not-found' });
  });

  it('is not found by receivers that go on', async () => {
    const { admin, client } = await given();
    const failures: unknown[] = [];
    client.createReceiver('orders').subscribe({
      processMessage: () => Promise.resolve(),
      processError: ({ error }) => Promise.resolve(void failures.push(error)),
    });
    await client.createSender('orders').sendMessages({ body: 1 });
    await admin.deleteQueue('orders');
    await expect.poll(() => failures.at(-1)).toMatchObject({ code: 'MessagingEntityNotFound' });
    expect(await failureOf(client.createSender('orders').sendMessages({ body: 2 }))).toMatchObject({
      code: 'MessagingEntityNotFound',
    });
  });

  it('answers who waits for a session of it', async () => {
    const { server, admin } = await given();
    const connection = await givenAuthorizedConnection(server);
    const filter = { 'com.microsoft:session-filter': null } as never;
    const end = endOf(connection.open_receiver({ source: { address: 'sessions', filter } }), 'receiver_error');
    await once(connection.open_sender('orders'), 'sendable'); // and so the other attach has been read
    await admin.deleteQueue('sessions');
    expect(await end).toMatchObject({ condition: 'amqp:not-found' });
  });

  it('begins empty when it is created again', async () => {
    const { admin, client } = await given();
    await client.createSender('orders').sendMessages({ body: 'old' });
    await admin.deleteQueue('orders');
    await admin.createQueue('orders');
    await client.createSender('orders').sendMessages({ body: 'new' });
    expect(await client.createReceiver('orders').peekMessages(5)).toMatchObject([
      { body: 'new', sequenceNumber: { low: 1 } },
    ]);
  });
});

describe('an entity that is disabled', () => {
  it('ends the links that its status has no place for, and takes them again when it is active', async () => {
    const { admin, client, server } = await given();
    const sender = client.createSender('orders');
    await sender.sendMessages({ body: 1 });
    const queue = await admin.getQueue('orders');
    await admin.updateQueue({ ...queue, status: 'SendDisabled' });
    expect(await failureOf(sender.sendMessages({ body: 2 }))).toMatchObject({ code: 'MessagingEntityDisabled' });
    expect(await client.createReceiver('orders').peekMessages(1)).toHaveLength(1);

    await admin.updateQueue({ ...queue, status: 'Disabled' });
    const receiving = givenClient(server, 1000).createReceiver('orders').receiveMessages(1);
    expect(await failureOf(receiving)).toMatchObject({ code: 'MessagingEntityDisabled' });

    await admin.updateQueue({ ...queue, status: 'Active' });
    expect(await receiveOne(givenClient(server).createReceiver('orders'))).toMatchObject({ body: 1 });
    await sender.sendMessages({ body: 3 });
  });
});

describe('an entity that is disabled for receiving', () => {
  it('ends the links of receivers, and no others', async () => {
    const { admin, server } = await given();
    const connection = await givenAuthorizedConnection(server);
    const [receiver, sender] = [connection.open_receiver('orders'), connection.open_sender('orders')];
    await Promise.all([once(receiver, 'receiver_open'), once(sender, 'sendable')]);
    const end = endOf(receiver, 'receiver_error');
    await admin.updateQueue({ ...(await admin.getQueue('orders')), status: 'ReceiveDisabled' });
    expect(await end).toMatchObject({ condition: 'com.microsoft:entity-disabled' });
    sender.send({ body: 'still taken' });
    await once(sender, 'accepted');
  });
});

describe('an entity that is changed', () => {
  it('is so for links that are open', async () => {
    const { clock, admin, client } = await given();
    const [sender, receiver] = [client.createSender('orders'), client.createReceiver('orders')];
    await sender.sendMessages({ body: 1 });
    await receiver.completeMessage(await receiveOne(receiver));
    await admin.updateQueue({ ...(await admin.getQueue('orders')), lockDuration: 'PT5S' });
    await sender.sendMessages({ body: 2 });
    const { lockedUntilUtc } = await receiveOne(receiver);
    expect(lockedUntilUtc?.getTime()).toBeLessThan(clock.now() + 6000);
  });

  it('forwards what it holds once it is told to', async () => {
    const { admin, client } = await given();
    await client.createSender('events').sendMessages({ body: 'waiting' });
    await admin.updateSubscription({ ...(await admin.getSubscription('events', 'email')), forwardTo: 'orders' });
    expect(await receiveOne(client.createReceiver('orders'))).toMatchObject({ body: 'waiting' });
  });
});

describe('an entity that lasts only while it is used', () => {
  it('is removed when it was idle for long enough, and not while a link is open', async () => {
    const { clock, server, admin } = await given();
    const exists = (path: string) => countsOf(server, path).then(Boolean, () => false);
    await admin.createQueue('replies', { autoDeleteOnIdle: 'PT5M' });
    await admin.createQueue('unused', { autoDeleteOnIdle: 'PT5M' });
    const connection = await givenAuthorizedConnection(server);
    const receiver = connection.open_receiver('replies');
    await once(receiver, 'receiver_open');
    clock.advance(240_000);
    await admin.createQueue('later', { autoDeleteOnIdle: 'PT5M' });
    clock.advance(120_000); // six minutes since the first was created, two since the second was
    await expect.poll(() => exists('unused')).toBe(false);
    expect(await exists('replies')).toBe(true);
    receiver.close();
    await once(receiver, 'receiver_close');
    clock.advance(200_000);
    await expect.poll(() => exists('later')).toBe(false);
    expect(await exists('replies')).toBe(true);
    clock.advance(110_000);
    await expect.poll(() => exists('replies')).toBe(false);
  });
});

describe('a token', () => {
  it('that expires ends the links that it allowed', async () => {
    const { clock, server } = await given();
    const connection = await givenAuthorizedConnection(server);
    const receiver = connection.open_receiver('orders');
    await once(receiver, 'receiver_open');
    const end = endOf(receiver, 'receiver_error');
    clock.advance(601_000);
    expect(await end).toMatchObject({ condition: 'amqp:unauthorized-access' });
  });
});
