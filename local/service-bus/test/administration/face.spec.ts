import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import {
  bodiesOf,
  countedBodiesOf,
  countsOf,
  givenBroker,
  givenClient,
  receiveOne,
  untilActive,
} from '../support/broker.ts';

const declare = {
  queues: [{ name: 'orders' }, { name: 'sessions', properties: { requiresSession: true } }],
  topics: [{ name: 'events', subscriptions: [{ name: 'email' }, { name: 'search' }] }],
};
const own = { 'x-local-service-bus': 'spec' };

async function given() {
  const server = await givenBroker({ declare });
  const post = (path: string, sequenceNumbers: unknown) =>
    fetch(`${server.administrationUrl}/_local/entities/${path}`, {
      method: 'POST',
      headers: own,
      body: JSON.stringify({ sequenceNumbers }),
    });
  return { server, client: givenClient(server), post };
}

/** Asks as `fetch` cannot: with a Host of one's own. */
function statusFor(url: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('the face', () => {
  it('is a page with its files, and nothing else of the disk', async () => {
    const { server } = await given();
    const at = (path: string) => fetch(`${server.administrationUrl}/_local/${path}`);
    const page = await at('');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toBe("default-src 'self'");
    const files = [...(await page.text()).matchAll(/(?:src|href)="(?<file>[^#"]+)"/g)].map(
      ({ groups }) => groups?.['file'],
    );
    expect(files).toEqual(['page.css', 'face.css', 'face.js']);
    for (const file of [...files, 'elements.js', 'messages.js', 'server.js'])
      expect((await at(file ?? '')).status).toBe(200);
    expect((await at('..%2fanswer-face.ts')).status).toBe(404);
    expect((await fetch(`${server.administrationUrl}/_local`)).url).toMatch(/_local\/$/);
  });

  it('is for people at this machine: another host name, another site and a foreign form are refused', async () => {
    const { server, client } = await given();
    await client.createSender('orders').sendMessages({ body: 'stays' });
    const entities = `${server.administrationUrl}/_local/entities`;
    const purge = `${entities}/orders/messages/delete`;
    expect(await statusFor(entities, { host: 'evil.example' })).toBe(403);
    expect(await statusFor(entities, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusFor(purge, {}, 'POST')).toBe(403);
    expect(await statusFor(purge, { ...own, 'sec-fetch-site': 'same-site' }, 'POST')).toBe(403);
    expect(await statusFor(entities, { host: 'localhost:1234' })).toBe(200);
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 1 });
  });

  it('sends dead letters back as they were sent, at the end and not delivered before', async () => {
    const { server, client, post } = await given();
    const sender = client.createSender('orders');
    await sender.sendMessages([{ body: 1, applicationProperties: { a: 'b' } }, { body: 2 }]);
    const receiver = client.createReceiver('orders');
    for (const message of await receiver.receiveMessages(2)) await receiver.deadLetterMessage(message);
    await sender.sendMessages({ body: 3 });
    const answer = await post('orders/messages/resubmit?deadLetter=true', [1]);
    expect(await answer.json()).toEqual({ count: 1 });
    await untilActive(server, 'orders', 2);
    const received = await receiver.receiveMessages(2);
    expect(countedBodiesOf(received)).toEqual([
      [3, 0],
      [1, 0],
    ]);
    expect(received[1]).toMatchObject({ applicationProperties: { a: 'b' }, deadLetterReason: undefined });
    expect(await (await post('orders/messages/resubmit?deadLetter=true', 'all')).json()).toEqual({ count: 1 });
    expect(await countsOf(server, 'orders')).toMatchObject({ deadLetter: 0 });
  });

  it('sends a dead letter of a subscription back to it alone, and of a session into its session', async () => {
    const { server, client, post } = await given();
    await client.createSender('events').sendMessages({ body: 'x' });
    const receiver = client.createReceiver('events', 'email');
    await receiver.deadLetterMessage(await receiveOne(receiver));
    await post('events/Subscriptions/email/messages/resubmit?deadLetter=true', 'all');
    expect(await countsOf(server, 'events/Subscriptions/email')).toMatchObject({ active: 1, deadLetter: 0 });
    expect(await countsOf(server, 'events/Subscriptions/search')).toMatchObject({ active: 1 });

    await client.createSender('sessions').sendMessages({ body: 'y', sessionId: 's' });
    const session = await client.acceptSession('sessions', 's');
    await session.deadLetterMessage(await receiveOne(session));
    await post('sessions/messages/resubmit?deadLetter=true', 'all');
    expect(bodiesOf(await session.receiveMessages(1))).toEqual(['y']);
  });

  it('removes single messages, or all that no receiver holds', async () => {
    const { server, client, post } = await given();
    await client.createSender('orders').sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    const receiver = client.createReceiver('orders');
    const held = await receiveOne(receiver);
    expect(await (await post('orders/messages/delete', [1, 2, 99])).json()).toEqual({ count: 1 });
    expect(await (await post('orders/messages/delete', 'all')).json()).toEqual({ count: 1 });
    await receiver.completeMessage(held);
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 0 });
  });

  it('refuses what it cannot do', async () => {
    const { server, post } = await given();
    expect((await post('orders/messages/resubmit', [1])).status).toBe(400);
    expect((await post('nowhere/messages/delete', 'all')).status).toBe(404);
    expect((await post('orders/messages/delete', 'some')).status).toBe(400);
    const get = await fetch(`${server.administrationUrl}/_local/entities/orders/messages/delete`);
    expect(get.status).toBe(405);
  });
});
