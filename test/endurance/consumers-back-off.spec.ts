import { ServiceBusAdministrationClient, ServiceBusClient } from '@azure/service-bus';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../application/messages/cloud-event.ts';
import { changedMessage, placedMessage } from '../consumers/email/mail-messages.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let broker: ServiceBusAdministrationClient;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  // The form that is deployed.
  system = await startSystem();
  broker = new ServiceBusAdministrationClient(system.serviceBus.connectionString, {
    tlsOptions: { ca: system.serviceBus.certificate },
  });
  olga = await system.as('olga', 'clerk', 'operator');
});
afterEach(() => system.cosmos.faults.clear());
afterAll(() => system.stop());

const url = (path: string): string => `${system.url()}/api/${path}`;
const ask = (path: string) => request(url(path), { headers: olga });
const post = (path: string) => request(url(path), { method: 'POST', headers: olga });
const order = (id: string, name: string, body: unknown = {}) =>
  request(url(`orders/${id}/${name}`), { body, headers: olga });
const tea = { sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 10 };
const place = (id: string) => order(id, 'place', { customerId: 'bob', currency: 'EUR', lines: [tea] });

interface Wait {
  readonly streamId: string;
  readonly state: string;
  readonly tries: number;
  readonly lastError: string;
  readonly messageId: string;
  readonly behind: readonly string[];
}

const waits = async () => ((await ask('ops/consumers/email/waiting')).body as { items: readonly Wait[] }).items;
const mailsOf = async (id: string) =>
  ((await ask(`orders/${id}/mails`)).body as { items: { orderVersion: number }[] }).items.map(
    ({ orderVersion }) => orderVersion,
  );
const untilMails = (id: string, versions: readonly number[]) =>
  eventually(
    () => mailsOf(id),
    (found) => JSON.stringify(found) === JSON.stringify(versions),
  );
/** Has the timer's function run now, again and again: by itself it comes each minute, and takes only what is due. */
const untilTimerBrings = (id: string, versions: readonly number[]) =>
  eventually(
    async () => {
      await request(`${system.url()}/admin/functions/TryWaitingMessages`, { body: {}, once: true });
      return await mailsOf(id);
    },
    (found) => JSON.stringify(found) === JSON.stringify(versions),
  );
const subscription = () => broker.getSubscriptionRuntimeProperties('events', 'email');
const expectNothingLeft = async (): Promise<void> => {
  await eventually(subscription, ({ activeMessageCount }) => activeMessageCount === 0);
  expect(await subscription()).toMatchObject({ deadLetterMessageCount: 0 });
  expect(await waits()).toEqual([]);
};

/** Makes the store refuse what these requests want, for as long as it lasts: for good, so that no try uses up the time of one that is made again. */
const refuse = (match: (path: string, partition: string) => boolean): void => {
  const refused = ({ path, headers }: { path: string; headers: Readonly<Record<string, unknown>> }) =>
    match(path, String(headers['x-ms-documentdb-partitionkey']));
  const fault = { when: 'before-commit', answer: 403, probability: 1, match: refused } as const;
  system.cosmos.faults.randomly({ seed: 1, faults: [fault] });
};

describe('A consumer that fails on one stream', () => {
  it('tries it again with pauses, holds up no other, and takes all of it in order once it can, also after a power cut', async () => {
    refuse((path, partition) => path.includes('/colls/mails/') && partition.includes('"stuck"'));
    await place('stuck');
    await order('stuck', 'change-quantity', { sku: 'tea', quantity: 6 });
    await order('stuck', 'confirm');
    for (const id of ['free-1', 'free-2', 'free-3']) {
      await place(id);
      await untilMails(id, [1]);
    }
    const [wait] = await eventually(waits, ([first]) => first?.behind.length === 2 && first.tries >= 2);
    expect(wait).toMatchObject({
      streamId: 'order-stuck',
      state: 'waiting',
      messageId: 'order-stuck:1',
      behind: ['order-stuck:2', 'order-stuck:3'],
    });
    expect(wait?.lastError).toContain('Injected fault: 403');
    await eventually(subscription, ({ activeMessageCount }) => activeMessageCount === 0);
    await place('free-4');
    await untilMails('free-4', [1]);
    await system.killAndRestart();
    system.cosmos.faults.clear();
    // Nobody does anything: the timer of another process takes them.
    await untilTimerBrings('stuck', [1, 2, 3]);
    await order('stuck', 'cancel', { reason: 'late' });
    await untilMails('stuck', [1, 2, 3, 4]);
    await expectNothingLeft();
  });
});

describe('A consumer whose own store is gone', () => {
  it('uses up no message, and takes each once and in order when it is back', async () => {
    refuse((path) => path.includes('/dbs/annal-email/'));
    const ids = Array.from({ length: 8 }, (_, index) => `gone-${index}`);
    for (const id of ids) await place(id);
    for (const id of ids) await order(id, 'confirm');
    const deliveries = async () => {
      const client = new ServiceBusClient(system.serviceBus.connectionString);
      const peeked = await client.createReceiver('events', 'email').peekMessages(100);
      await client.close();
      return peeked.map(({ deliveryCount = 0 }) => deliveryCount);
    };
    await eventually(deliveries, (counts) => counts.filter((count) => count >= 2).length >= ids.length);
    for (const count of await deliveries()) expect(count).toBeLessThan(20);
    system.cosmos.faults.clear();
    for (const id of ids) await untilTimerBrings(id, [1, 2]);
    await expectNothingLeft();
  });
});

describe('A message that a consumer can never take', () => {
  const send = async (sessionId: string, ...bodies: readonly unknown[]): Promise<void> => {
    const client = new ServiceBusClient(system.serviceBus.connectionString);
    const sender = client.createSender('events');
    for (const body of bodies)
      await sender.sendMessages({
        body,
        sessionId,
        messageId: (body as Partial<CloudEvent>).id ?? `junk-${sessionId}`,
        applicationProperties: { contract: (body as Partial<CloudEvent>).type ?? 'shop.order-placed.v1' },
      });
    await client.close();
  };

  it('is set aside at once with its reason, and what follows it waits until it is given up', async () => {
    const broken = { ...changedMessage('bad', 2), data: { orderId: 'bad' } };
    await send('order-bad', placedMessage('bad', 'bob'), broken, changedMessage('bad', 3));
    const [wait] = await eventually(waits, ([first]) => first?.behind.length === 1);
    expect(wait).toMatchObject({
      streamId: 'order-bad',
      state: 'quarantined',
      messageId: 'order-bad:2',
      message: broken,
      behind: ['order-bad:3'],
    });
    expect(wait?.lastError).toContain('breaks shop.order-quantity-changed.v1');
    const waiting = 'ops/consumers/email/streams/order-bad';
    expect((await post(`${waiting}/retry`)).body).toMatchObject({ stillWaiting: { state: 'quarantined' } });
    expect((await post(`${waiting}/skip?messageId=order-bad:3&reason=x`)).status).toBe(409);
    expect((await post(`${waiting}/skip?messageId=order-bad:2&reason=broken`)).body).toEqual({ stillWaiting: null });
    expect(await mailsOf('bad')).toEqual([1, 3]);
    expect((await post(`${waiting}/retry`)).status).toBe(404);
    await expectNothingLeft();
  });

  it('holds up nobody when it belongs to no stream', async () => {
    await send('order-junk', 'hello', placedMessage('junk', 'bob'));
    await untilMails('junk', [1]);
    const [wait] = await eventually(waits, (found) => found.length === 1);
    expect(wait).toMatchObject({ streamId: 'unreadable:junk-order-junk', state: 'quarantined', message: 'hello' });
    const path = `ops/consumers/email/streams/${encodeURIComponent('unreadable:junk-order-junk')}`;
    expect((await post(`${path}/skip?messageId=junk-order-junk&reason=junk`)).body).toEqual({ stillWaiting: null });
    await expectNothingLeft();
  });

  it('is told to operators only, and of consumers that there are', async () => {
    expect((await ask('ops/consumers/nobody/waiting')).body).toMatchObject({
      consumers: ['email', 'billing', 'search'],
    });
    const bob = await system.as('bob', 'clerk');
    expect((await request(url('ops/consumers/email/waiting'), { headers: bob })).status).toBe(403);
  });
});
