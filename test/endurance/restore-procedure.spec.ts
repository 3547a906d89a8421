import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import serviceBusTopology from '../../infra/service-bus.json' with { type: 'json' };
import { archivedSystem } from '../end-to-end/archived-system.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { runScript } from '../end-to-end/run-script.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let newBroker: ServiceBusServer;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  [system, newBroker] = await Promise.all([
    startSystem(),
    startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', declare: serviceBusTopology }),
  ]);
  olga = await system.as('olga', 'clerk', 'operator', 'auditor');
});
afterAll(async () => {
  await system.stop();
  await newBroker.close();
});

const ask = (path: string) => request(`${system.url()}/api/${path}`, { headers: olga });
const send = (path: string, body: unknown = {}) => request(`${system.url()}/api/${path}`, { body, headers: olga });
const register = (id: string, name: string) => send(`customers/${id}/register`, { name, email: `${id}@example.org` });
const place = (id: string, customerId: string) =>
  send(`orders/${id}/place`, {
    customerId,
    currency: 'EUR',
    lines: [{ sku: 'tea', name: 'Tea', unitPrice: 1, quantity: 1, discountPercent: 0 }],
  });
const seen = (path: string, expected: object) =>
  eventually(
    () => ask(path),
    ({ status, body }) => {
      return status === 200 && Object.entries(expected).every(([name, value]) => Object(body)[name] === value);
    },
  );

describe('the procedure of a restore from the archive', () => {
  it('brings orders and customers back, and the erased stay erased', async () => {
    const { newDatabase, differences, archivedKeys } = archivedSystem(system);
    for (const [id, name] of [
      ['ada', 'Ada Lovelace'],
      ['bob', 'Bob Brown'],
    ] as const)
      expect((await register(id, name)).status).toBe(201);
    expect([(await place('1', 'ada')).status, (await place('2', 'bob')).status]).toEqual([201, 201]);
    expect((await send('customers/bob/erase')).status).toBe(200);
    await seen('customers/bob', { status: 'erased' });
    await eventually(differences, (found) => found.length === 0);
    await eventually(
      () => archivedKeys.find('customer-bob'),
      (key) => key === 'destroyed',
    );
    await system.kill();

    await newDatabase('restored');
    const settings = {
      ...system.settings,
      COSMOS_DATABASE: 'restored',
      SERVICE_BUS: newBroker.connectionString,
    };
    expect(await runScript(settings, 'archive-restore.ts').ended).toMatchObject({ exitCode: 0 });
    expect(await runScript(settings, 'archive-verify.ts').ended).toMatchObject({
      exitCode: 0,
      text: expect.stringMatching(/2 keys were compared\.\s+They are the same\./) as string,
    });
    await system.start(settings);

    await seen('customers/ada', { name: 'Ada Lovelace', email: 'ada@example.org' });
    await seen('customers/bob', { status: 'erased' });
    const history = JSON.stringify((await ask('customers/bob/history')).body);
    expect(history).toContain('[erased]');
    expect(history).not.toContain('Bob Brown');
    await seen('orders/1', { customerId: 'ada', version: 1 });
  });

  it('sends no mail again to or about an erased customer', async () => {
    const { database } = archivedSystem(system);
    const mails = () => database('restored-email').container('mails').items.readAll({ partitionKey: '2' }).fetchAll();
    const { resources } = await eventually(
      mails,
      ({ resources }) => resources.some(({ id }) => id === 'opened') && !JSON.stringify(resources).includes('bob'),
    );
    expect(JSON.stringify(resources)).not.toContain('Tea');
    expect((await ask('orders/2/mails')).body).not.toMatchObject({ items: [{ status: 'rendered' }] });
  });

  it('leaves a system that takes orders, sends mails and can erase', async () => {
    const { database, archivedKeys } = archivedSystem(system);
    expect((await place('3', 'ada')).status).toBe(201);
    await seen('orders/3', { version: 1 });
    const mails = () =>
      database('restored-email')
        .container('mails')
        .items.query<string>({ query: 'SELECT VALUE c.document.orderId FROM c' })
        .fetchAll();
    await eventually(mails, ({ resources }) => ['1', '3'].every((order) => resources.includes(order)));
    expect((await send('customers/ada/erase')).status).toBe(200);
    await seen('customers/ada', { status: 'erased' });
    await eventually(
      () => archivedKeys.find('customer-ada'),
      (key) => key === 'destroyed',
    );
    expect((await ask('ops/parked')).body).toEqual({ items: [], continuation: null });
  });
});
