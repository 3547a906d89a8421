import { describe, expect, it } from 'vitest';
import { failureOf, givenBroker, givenClient, receiveOne, countsOf } from '../support/broker.ts';

const declare = { queues: [{ name: 'orders' }] };
const own = { 'x-local-service-bus': 'spec' };

async function given(faultSwitch = true) {
  const server = await givenBroker({ declare, faultSwitch });
  const put = (order: unknown) =>
    fetch(`${server.administrationUrl}/_local/faults`, { method: 'PUT', headers: own, body: JSON.stringify(order) });
  return { server, client: givenClient(server, 2000), put };
}

describe('the fault switch', () => {
  it('is off unless the broker was started with it', async () => {
    const { put, client } = await given(false);
    expect((await put({ faults: [{ operation: 'send', effect: 'refuse' }] })).status).toBe(404);
    await client.createSender('orders').sendMessages({ body: 'x' });
  });

  it('says what is on, and replaces it', async () => {
    const { put } = await given();
    await put({ faults: [{ operation: 'send', effect: 'delay', milliseconds: 5, count: 2 }] });
    const answer = await put({ faults: [{ operation: 'settle', effect: 'drop-after', probability: 0.5, count: 1 }] });
    expect(await answer.json()).toMatchObject({
      faults: [{ operation: 'settle', effect: 'drop-after', probability: 0.5, count: 1 }],
    });
    expect(await (await put({ faults: [] })).json()).toEqual({ faults: [] });
  });

  it.each([
    { faults: [{ operation: 'fly', effect: 'refuse' }] },
    { faults: [{ operation: 'attach', effect: 'delay' }] },
    { faults: [{ operation: 'send', effect: 'refuse', probability: 2 }] },
    'nonsense',
  ])('refuses %j', async (order) => {
    const { put } = await given();
    expect((await put(order)).status).toBe(400);
  });

  it('cuts the connection before a send is taken: the client sends it again, and it is there once', async () => {
    const { server, client, put } = await given();
    await put({ faults: [{ operation: 'send', effect: 'drop-before', count: 1 }] });
    await client.createSender('orders').sendMessages({ body: 'x' });
    expect(server.faults.all()).toEqual([]);
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 1 });
  });

  it('cuts the connection after a send is on disk: the client cannot know, and sends it again', async () => {
    const { server, client, put } = await given();
    await put({ faults: [{ operation: 'send', effect: 'drop-after', count: 1 }] });
    await client.createSender('orders').sendMessages({ body: 'x' });
    expect((await countsOf(server, 'orders')).active).toBeGreaterThanOrEqual(2);
  });

  it('cuts the connection after a message was settled: it does not come back', async () => {
    const { server, client, put } = await given();
    await client.createSender('orders').sendMessages({ body: 'x' });
    const receiver = client.createReceiver('orders');
    const message = await receiveOne(receiver);
    await put({ faults: [{ operation: 'settle', effect: 'drop-after', count: 1 }] });
    const failure = await failureOf(receiver.completeMessage(message));
    expect(failure).not.toMatchObject({ message: 'It did not fail.' });
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 0 });
  });

  it('refuses by the condition that it is told: attaching, settling and management', async () => {
    const { client, put } = await given();
    await client.createSender('orders').sendMessages({ body: 'x' });
    const receiver = client.createReceiver('orders');
    const message = await receiveOne(receiver);
    const lost = 'com.microsoft:message-lock-lost';
    await put({ faults: [{ operation: 'settle', effect: 'refuse', condition: lost, count: 1 }] });
    expect(await failureOf(receiver.completeMessage(message))).toMatchObject({ code: 'MessageLockLost' });
    await put({ faults: [{ operation: 'attach', effect: 'refuse', count: 1 }] });
    await client.createSender('orders').sendMessages({ body: 'a busy server is asked again' });
    await put({ faults: [{ operation: 'request', effect: 'refuse', condition: 'amqp:not-allowed', count: 1 }] });
    expect(await failureOf(receiver.peekMessages(1))).toBeInstanceOf(Error);
  });

  it('hits the same operations for the same seed', async () => {
    const { server, client } = await given();
    const sender = client.createSender('orders');
    const hits = async (seed: number): Promise<boolean[]> => {
      server.faults.clear();
      server.faults.seed(seed);
      server.faults.add({ operation: 'send', effect: 'refuse', condition: 'amqp:not-allowed', probability: 0.5 });
      const outcomes: boolean[] = [];
      for (let send = 0; send < 20; send++)
        outcomes.push((await failureOf(sender.sendMessages({ body: 'x' }))) instanceof Error);
      return outcomes;
    };
    expect(server.faults.all()).toEqual([]);
    const first = await hits(7);
    expect(await hits(7)).toEqual(first);
  });
});
