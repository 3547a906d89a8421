import { describe, expect, it } from 'vitest';
import { bodiesOf, failureOf, givenBroker, givenClient } from './support/broker.ts';

const declare = { queues: [{ name: 'orders' }] };

describe('faults', () => {
  it('of a busy broker are retried by the client until it recovers', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    server.faults.refuseSends({ count: 2 });
    await client.createSender('orders').sendMessages({ body: 'through' });
    expect(await client.createReceiver('orders').peekMessages(10)).toHaveLength(1);
  });

  it('that last reach the sender by the code that it knows', async () => {
    const server = await givenBroker({ declare });
    const sender = givenClient(server).createSender('orders');
    server.faults.refuseSends({ condition: 'com.microsoft:entity-disabled' });
    expect(await failureOf(sender.sendMessages({ body: 1 }))).toMatchObject({ code: 'MessagingEntityDisabled' });
    server.faults.clear();
    await sender.sendMessages({ body: 2 });
  });

  it('of a slow broker only delay', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    server.faults.delaySends(100, { count: 1 });
    const begun = performance.now();
    await client.createSender('orders').sendMessages({ body: 1 });
    expect(performance.now() - begun).toBeGreaterThan(90);
  });

  it('of the network leave senders and receivers working once it is back', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server, 1000); // a send that meets a cut connection is tried again only after its time-out
    const sender = client.createSender('orders');
    const receiver = client.createReceiver('orders');
    await sender.sendMessages({ body: 1 });
    server.faults.dropConnections();
    await sender.sendMessages({ body: 2 });
    expect(bodiesOf(await receiver.receiveMessages(2))).toEqual([1, 2]);
  });

  it('of a broker that is down end when it comes up, on the same port with the same messages', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    const sender = client.createSender('orders');
    await sender.sendMessages({ body: 1 });
    await server.faults.goDown();
    await expect(givenClient(server, 1000).createSender('orders').sendMessages({ body: 'lost' })).rejects.toThrow();
    await server.faults.comeUp();
    await givenClient(server).createSender('orders').sendMessages({ body: 2 });
    expect(await givenClient(server).createReceiver('orders').peekMessages(10)).toMatchObject([
      { body: 1 },
      { body: 2 },
    ]);
  });
});
