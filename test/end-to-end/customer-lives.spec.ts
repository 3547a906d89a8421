import { CosmosClient } from '@azure/cosmos';
import { ServiceBusAdministrationClient, ServiceBusClient } from '@azure/service-bus';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cosmosTopology from '../../infra/cosmos.json' with { type: 'json' };
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

const topic = 'events';
const listener = 'listener';

let system: RunningSystem;
let broker: ServiceBusAdministrationClient;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  broker = new ServiceBusAdministrationClient(system.serviceBus.connectionString, {
    tlsOptions: { ca: system.serviceBus.certificate },
  });
  await broker.createSubscription(topic, listener);
  olga = await system.as('olga', 'clerk', 'operator', 'auditor');
});
afterAll(() => system.stop());

const url = (path: string): string => `${system.url()}/api/${path}`;
const ask = (path: string) => request(url(path), { headers: olga });
const command = (id: string, name: string, body: unknown = {}) =>
  request(url(`customers/${id}/${name}`), { body, headers: olga });

const ada = {
  name: 'Ada Lovelace',
  email: 'Ada.Lovelace@example.org',
  address: { street: '12 St James Square', city: 'Londinium', postalCode: 'SW1Y 4JH', country: 'UK' },
};
const newEmail = 'countess@example.org';
const secrets = [ada.name, ada.email, ada.email.toLowerCase(), newEmail, ada.address.street, ada.address.city];

/** Every document of every container, by container. */
const everything = async (): Promise<ReadonlyMap<string, string>> => {
  const client = new CosmosClient(system.cosmos.connectionString);
  const database = client.database(cosmosTopology.database);
  const found = new Map<string, string>();
  for (const { name } of cosmosTopology.containers) {
    const { resources } = await database.container(name).items.readAll().fetchAll();
    found.set(name, JSON.stringify(resources));
  }
  client.dispose();
  return found;
};

const containersThatSay = async (texts: readonly string[]): Promise<readonly string[]> =>
  [...(await everything())].filter(([, text]) => texts.some((secret) => text.includes(secret))).map(([name]) => name);

/** The messages that a subscriber to everything has been sent so far. */
const messages = async (): Promise<readonly unknown[]> => {
  const client = new ServiceBusClient(system.serviceBus.connectionString);
  const peeked = await client.createReceiver(topic, listener).peekMessages(100);
  await client.close();
  return peeked.map(({ body }): unknown => body);
};

/** All lines of the archive. */
const archived = async (): Promise<string> => {
  const container = BlobServiceClient.fromConnectionString(system.settings['ARCHIVE'] ?? '').getContainerClient(
    system.settings['ARCHIVE_CONTAINER'] ?? '',
  );
  const blobs = [];
  for await (const { name } of container.listBlobsFlat())
    blobs.push(await container.getBlobClient(name).downloadToBuffer());
  return Buffer.concat(blobs).toString();
};

const seen = (id: string, version: number) =>
  eventually(
    () => ask(`customers/${id}?minVersion=${version}`),
    ({ status }) => status === 200,
  );

describe('a customer', () => {
  it('registers, changes the email, and is seen', async () => {
    expect((await command('ada', 'register', ada)).status).toBe(201);
    expect((await command('ada', 'change-email', { email: newEmail })).status).toBe(200);
    expect((await seen('ada', 2)).body).toMatchObject({ ...ada, email: newEmail, status: 'registered', version: 2 });
    expect((await ask('customers')).body).toMatchObject({ items: [{ customerId: 'ada' }] });
    expect((await ask('customers/ada/as-of?version=1')).body).toMatchObject({ email: ada.email });
  });

  it('lies readable in the views only, and nowhere else in the store', async () => {
    await eventually(
      () => ask('customers/ada/summary'),
      ({ status }) => status === 200,
    );
    expect(await containersThatSay(secrets)).toEqual(['customers', 'customer-summaries']);
    expect((await everything()).get('events')).toContain('$personal');
  });

  it('appears in messages and in the archive only as an opaque id', async () => {
    const told = await eventually(messages, (found) => found.length > 0);
    const lines = await eventually(archived, (text) => text.split('\n').length > 2);
    expect([JSON.stringify(told), lines]).toEqual([
      expect.stringContaining('ada'),
      expect.stringContaining('customer-ada'),
    ]);
    for (const secret of secrets) expect(JSON.stringify(told) + lines).not.toContain(secret);
  });

  it('wins an email that many want at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        command(`rival-${index}`, 'register', { name: 'R', email: 'one@example.org' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({
      type: 'urn:annal:problem:email-already-used',
    });
    expect(JSON.stringify(answers)).not.toContain('one@example.org');
  });

  it('gives an email free at once with the next one', async () => {
    expect((await command('grace', 'register', { name: 'Grace', email: ada.email })).status).toBe(201);
  });

  it('is erased everywhere, and no other customer is', async () => {
    expect((await command('ada', 'erase')).status).toBe(200);
    expect((await seen('ada', 3)).body).toMatchObject({ status: 'erased', version: 3 });
    const history = await eventually(
      () => ask('customers/ada/history'),
      ({ body }) => JSON.stringify(body).includes('[erased]'),
    );
    const own = secrets.filter((secret) => !ada.email.toLowerCase().includes(secret.toLowerCase()));
    for (const secret of own) expect(JSON.stringify(history.body)).not.toContain(secret);
    await eventually(
      () => containersThatSay(own),
      (found) => found.length === 0,
    );
    expect((await ask('customers/ada/as-of?version=2')).body).toMatchObject({ name: '[erased]', email: '[erased]' });
    expect((await ask('customers/grace')).body).toMatchObject({ name: 'Grace', email: ada.email });
    expect(await command('ada', 'register', ada)).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:customer-already-erased' },
    });
    expect((await command('ada-2', 'register', { name: 'Ada', email: newEmail })).status).toBe(201);
    expect((await ask('ops/parked')).body).toEqual({ items: [], continuation: null });
  });
});

describe('a customer with open orders', () => {
  const tea = { sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 10 };
  const order = (id: string, name: string, body: unknown = {}) =>
    request(url(`orders/${id}/${name}`), { body, headers: olga });
  const place = (id: string) => order(id, 'place', { customerId: 'carl', currency: 'EUR', lines: [tea] });
  const mailsOf = async (id: string) => ((await ask(`orders/${id}/mails`)).body as { items: object[] }).items;
  const consumed = async (messageId: string) => {
    await eventually(messages, (found) => JSON.stringify(found).includes(`"${messageId}"`));
    return eventually(
      () => broker.getSubscriptionRuntimeProperties(topic, 'email'),
      ({ activeMessageCount, deadLetterMessageCount }) => activeMessageCount === 0 || deadLetterMessageCount > 0,
    );
  };

  it('is erased from the mails, gets none any more, and no message about the orders is lost', async () => {
    await command('carl', 'register', { name: 'Carl', email: 'carl@example.org' });
    for (const id of ['carls-1', 'carls-2']) {
      await place(id);
      expect(
        await eventually(
          () => mailsOf(id),
          (found) => found.length === 1,
        ),
      ).toMatchObject([{ status: 'rendered', customerId: 'carl', subject: `We have your order ${id}` }]);
    }
    await command('carl', 'erase');
    for (const id of ['carls-1', 'carls-2']) {
      const [mail] = await eventually(
        () => mailsOf(id),
        (found) => JSON.stringify(found).includes('"erased"'),
      );
      expect(Object.keys(mail ?? {}).sort()).toEqual(
        ['contract', 'messageId', 'orderId', 'orderVersion', 'renderedAt', 'status'], // prettier-ignore
      );
    }
    await order('carls-1', 'confirm');
    await place('carls-3');
    for (const messageId of ['order-carls-1:2', 'order-carls-3:1'])
      expect(await consumed(messageId)).toMatchObject({ deadLetterMessageCount: 0 });
    expect(await mailsOf('carls-1')).toMatchObject([{ orderVersion: 1 }]);
    expect(await mailsOf('carls-3')).toEqual([]);
  });
});
