import { join } from 'node:path';
import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { ServiceBusClient, type ServiceBusMessage } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';

interface Told {
  readonly name?: string;
  readonly message?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly atOnce?: number;
  readonly done?: boolean;
}

const lines: string[] = [];
let bus: ServiceBusServer;
let client: ServiceBusClient;
let host: FunctionsHost;

beforeAll(async () => {
  const mail = { name: 'mail', properties: { requiresSession: true, maxDeliveryCount: 3 } };
  bus = await startServiceBus({
    port: 0,
    administrationPort: 0,
    data: ':memory:',
    declare: {
      queues: [{ name: 'work', properties: { maxDeliveryCount: 3 } }, { name: 'bulk' }],
      topics: [{ name: 'events', subscriptions: [mail] }],
    },
  });
  client = new ServiceBusClient(bus.connectionString);
  host = await startFunctionsHost({
    appRoot: join(import.meta.dirname, 'apps/messages'),
    settings: { SERVICE_BUS: bus.connectionString, QUEUE: 'work' },
    log: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await host.close();
  // Not waited for: it can take the SDK a minute after the broker was down.
  void client.close();
  await bus.close();
});

const send = async (to: string, ...messages: ServiceBusMessage[]) => {
  const sender = client.createSender(to);
  await sender.sendMessages(messages);
  await sender.close();
};
const told = (name: string): Told[] =>
  lines
    .filter((line) => line.startsWith(`  ${name}: {`))
    .map((line) => JSON.parse(line.slice(name.length + 4)) as Told);
const done = (name: string) =>
  told(name)
    .filter((each) => each.done === true)
    .map((each) => each.name);

describe('A message', () => {
  it('comes with its body parsed and the metadata that the real host gives', async () => {
    await send('work', {
      body: { name: 'first', size: 7 },
      messageId: '42',
      subject: 'thing.made',
      contentType: 'application/json',
      correlationId: 'c-1',
      applicationProperties: { TenantId: 't', count: 1 },
    });
    await expect.poll(() => done('work')).toEqual(['first']);
    const [{ message, metadata = {} } = {}] = told('work');
    expect(message).toEqual({ name: 'first', size: 7 });
    expect(metadata).toMatchObject({
      deliveryCount: 1,
      messageId: 42, // The library parses every text as JSON.
      subject: 'thing.made',
      label: 'thing.made',
      contentType: 'application/json',
      correlationId: 'c-1',
      applicationProperties: { tenantId: 't', count: 1 },
      userProperties: { tenantId: 't', count: 1 },
      sequenceNumber: expect.any(Number) as unknown,
      lockToken: expect.any(String) as unknown,
      enqueuedTime: expect.stringMatching(/\+00:00$/) as unknown,
      enqueuedTimeUtc: expect.stringMatching(/T[\d:.]+$/) as unknown,
      size: 7,
      messageActions: {},
    });
    expect(metadata).not.toHaveProperty('sessionId');
  });

  it('that fails is abandoned and comes again, with its delivery counted', async () => {
    await send('work', { body: { name: 'second try', fails: 1 } });
    await expect.poll(() => done('work')).toContain('second try');
    const counts = told('work').filter(({ name, metadata }) => name === 'second try' && metadata !== undefined);
    expect(counts.map(({ metadata }) => metadata?.['deliveryCount'])).toEqual([1, 2]);
  });

  it('that always fails ends in the dead-letter queue', async () => {
    await send('work', { body: { name: 'hopeless', fails: 99 } });
    const receiver = client.createReceiver('work', { subQueueType: 'deadLetter' });
    const [dead] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 20_000 });
    expect(dead?.body).toEqual({ name: 'hopeless', fails: 99 });
    await receiver.close();
  });

  it('of text that is no JSON comes as text', async () => {
    const sent = { body: Buffer.from('plain') };
    await send('work', sent);
    await expect.poll(() => told('work').map(({ message }) => message)).toContain('plain');
  });

  it('without sessions is handled beside others, up to maxConcurrentCalls', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => ({ body: { name: `side-${index}`, takes: 300 } }));
    await send('work', ...bodies);
    await expect.poll(() => done('work').filter((name) => name?.startsWith('side-'))).toHaveLength(12);
    const widths = told('work')
      .filter(({ name }) => name?.startsWith('side-'))
      .map(({ atOnce = 0 }) => atOnce);
    expect(Math.max(...widths)).toBe(4);
  });
});

describe('Messages of a session', () => {
  const inSession = (sessionId: string, number: number, more = {}) => ({
    body: { name: `${sessionId}-${number}`, ...more },
    sessionId,
  });

  it('come one at a time and in order, also after one that failed, while other sessions go on', async () => {
    const slow = [1, 2, 3].map((number) => inSession('slow', number, { takes: 100, fails: number === 1 ? 1 : 0 }));
    const others = ['a', 'b', 'c'].flatMap((session) => [1, 2].map((number) => inSession(session, number)));
    await send('events', ...slow, ...others);
    await expect.poll(() => done('in-order')).toHaveLength(9);
    for (const session of ['slow', 'a', 'b', 'c']) {
      const own = done('in-order').filter((name) => name?.startsWith(session));
      expect(own).toEqual(own.toSorted());
    }
    expect(told('in-order').every(({ atOnce = 1 }) => atOnce === 1)).toBe(true);
  });

  it('that always fail are dead-lettered, and the session goes on', async () => {
    await send('events', inSession('ill', 1, { fails: 99 }), inSession('ill', 2));
    await expect.poll(() => done('in-order')).toContain('ill-2');
    expect(done('in-order')).not.toContain('ill-1');
  });

  it('come again after the broker was down', async () => {
    await bus.faults.goDown();
    await bus.faults.comeUp();
    // Nobody waits for the old one: closing a client whose connection died can stay pending for ever.
    void client.close();
    client = new ServiceBusClient(bus.connectionString);
    await send('events', inSession('later', 1));
    await send('work', { body: { name: 'later' } });
    await expect.poll(() => done('in-order')).toContain('later-1');
    await expect.poll(() => done('work')).toContain('later');
  });
});

describe('With cardinality many a function', () => {
  it('gets a list of bodies, and lists of metadata', async () => {
    await send('bulk', { body: { n: 1 }, messageId: 'm-1' }, { body: { n: 2 }, messageId: 'm-2', subject: 's' });
    const batches = () => told('bulk').filter(({ message }) => message !== undefined);
    await expect.poll(() => batches().flatMap(({ message }) => message)).toEqual([{ n: 1 }, { n: 2 }]);
    const ids = batches().flatMap(({ metadata }) => metadata?.['messageIdArray']);
    expect(ids).toEqual(['m-1', 'm-2']);
    expect(batches().flatMap(({ metadata }) => metadata?.['subjectArray'])).toEqual([null, 's']);
  });
});
