import { join } from 'node:path';
import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { CosmosClient, type Container } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';

const lines: string[] = [];
let cosmos: CosmosServer;
let bus: ServiceBusServer;
let client: CosmosClient;
let busClient: ServiceBusClient;
let things: Container;
let host: FunctionsHost;

beforeAll(async () => {
  cosmos = await startCosmos({
    data: ':memory:',
    declare: { database: 'shop', containers: [{ name: 'things', partitionKey: '/kind' }] },
  });
  bus = await startServiceBus({
    data: ':memory:',
    declare: { queues: [{ name: 'work' }, { name: 'forwarded' }] },
  });
  client = new CosmosClient(cosmos.connectionString);
  busClient = new ServiceBusClient(bus.connectionString);
  things = client.database('shop').container('things');
  await things.items.create({ id: 'pear', kind: 'fruit' });
  await things.items.create({ id: 'apple', kind: 'fruit' });
  await things.items.create({ id: 'rake', kind: 'tool' });
  host = await startFunctionsHost({
    appRoot: join(import.meta.dirname, 'apps/bindings'),
    settings: { COSMOS: cosmos.connectionString, SERVICE_BUS: bus.connectionString, DATABASE: 'shop' },
    keys: false,
    log: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await host.close();
  client.dispose();
  await busClient.close();
  await Promise.all([cosmos.close(), bus.close()]);
});

const json = async (path: string) => (await fetch(host.url + path)).json();
const post = (path: string, body: unknown) =>
  fetch(host.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const read = async (id: string, kind: string) => (await things.item(id, kind).read<object>()).resource;
/** The next messages of the queue, their bodies as text. */
const receive = async (count: number) => {
  const receiver = busClient.createReceiver('work', { receiveMode: 'receiveAndDelete', skipParsingBodyAsJson: true });
  const found: { body: string; contentType: string | undefined }[] = [];
  while (found.length < count)
    for (const { body, contentType } of await receiver.receiveMessages(count - found.length))
      found.push({ body: (body as Buffer).toString(), contentType });
  await receiver.close();
  return found;
};

describe('An input', () => {
  it('reads the document that route and query name, and nothing when there is none', async () => {
    expect(await json('/api/things/pear?kind=fruit')).toMatchObject({ thing: { id: 'pear', kind: 'fruit' } });
    expect(await json('/api/things/pear?kind=tool')).toEqual({ thing: 'none' });
  });

  it('reads a list by a query whose expressions are parameters, whatever they hold', async () => {
    expect(await (await post('/api/by-kind', { kind: 'fruit' })).json()).toEqual([{ id: 'apple' }, { id: 'pear' }]);
    expect(await (await post('/api/by-kind', { kind: "' OR true OR '" })).json()).toEqual([]);
  });

  it('that nothing came for fails the call before the function runs', async () => {
    expect((await fetch(`${host.url}/api/things/pear`)).status).toBe(500);
    expect(lines.join('\n')).toContain('Nothing came for the binding expression {Query.kind}.');
  });
});

describe('An output', () => {
  it('creates and replaces documents, one or a list of them', async () => {
    await post('/api/write', {
      documents: [
        { id: 'pear', kind: 'fruit', ripe: true },
        { id: 'saw', kind: 'tool' },
      ],
    });
    await post('/api/write', { documents: { id: 'plum', kind: 'fruit' } });
    expect(await read('pear', 'fruit')).toMatchObject({ ripe: true });
    expect(await read('saw', 'tool')).toBeDefined();
    expect(await read('plum', 'fruit')).toBeDefined();
  });

  it('sends a message for a value, and one for each element of a list or of a text that is one', async () => {
    await post('/api/write', { messages: 'plain' });
    await post('/api/write', { messages: ['a', { b: 1 }] });
    await post('/api/write', { messages: '["c", 2]' });
    await post('/api/write', { messages: 7 });
    const text = (body: string) => ({ body, contentType: 'text/plain' });
    expect(await receive(6)).toEqual(['plain', 'a', '{"b":1}', 'c', '2', '7'].map(text));
  });

  it('that is refused fails the call after the function has run', async () => {
    expect((await post('/api/write', { documents: { kind: 'without an id' } })).status).toBe(500);
    expect((await post('/api/write', {})).status).toBe(201);
  });

  it('takes what a function returns, for any trigger', async () => {
    const sender = busClient.createSender('forwarded');
    await sender.sendMessages({ body: { id: 'hoe', kind: 'tool' } });
    await sender.close();
    await expect.poll(() => read('hoe', 'tool')).toBeDefined();
  });
});

describe('A host', () => {
  it('calls the warmup function when it is told to, and answers when that is done', async () => {
    expect((await fetch(`${host.url}/admin/warmup`)).status).toBe(200);
    expect(lines).toContain('  warm: warm');
  });

  it('gives a call up that takes longer than functionTimeout', async () => {
    expect((await fetch(`${host.url}/api/hangs`)).status).toBe(500);
    expect(lines.join('\n')).toContain('hangs took longer than the functionTimeout of 2 s');
  });

  it('shows what each function listens to', () => {
    const table = lines.slice(0, 7).map((line) => line.replace(host.url, '').replace(/ {2,}/g, ' '));
    expect(table).toEqual([
      '6 functions',
      ' by-kind http POST /api/by-kind',
      ' forward serviceBus forwarded',
      ' hangs http GET /api/hangs',
      ' read-thing http GET /api/things/{id}',
      ' warm warmup /admin/warmup',
      ' write http POST /api/write',
    ]);
  });
});
