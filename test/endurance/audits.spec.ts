import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import { archivedSystem } from '../end-to-end/archived-system.ts';
import { request } from '../end-to-end/client.ts';
import { runScript } from '../end-to-end/run-script.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await startSystem();
  const headers = await system.as('olga', 'clerk');
  const line = { sku: 'tea', name: 'Tea', unitPrice: 450, quantity: 5 };
  const body = { customerId: 'bob', currency: 'EUR', lines: [line], placedAt: '2026-05-01T10:00:00Z' };
  await request(`${system.url()}/api/orders/1/place`, { body, headers });
  await request(`${system.url()}/api/sales/days?after=order-1:1`, { headers });
  const ada = { name: 'Ada', email: 'ada@example.org' };
  await request(`${system.url()}/api/customers/ada/register`, { body: ada, headers });
  await request(`${system.url()}/api/customers/ada?minVersion=1`, { headers });
});
afterAll(() => system.stop());

const audit = (...args: readonly string[]) => runScript(system.settings, 'views.ts', 'audit', ...args).ended;
const spoil = (id: string, value: object) =>
  archivedSystem(system)
    .database(topology.database)
    .container('sales-by-day')
    .item(id, '2026-05-01 EUR')
    .patch([{ op: 'set', path: '/value', value }]);

describe('npm run views -- audit', () => {
  it('exits with 0 where every total is the sum of its contributions, and these are what the events say', async () => {
    const { exitCode, text } = await audit('sales-by-day');
    expect([exitCode, text]).toEqual([0, expect.stringContaining('what 1 streams should have left, and 1 that')]);
  });

  it('exits with 1 and names a total that is wrong, and repairs it when asked to', async () => {
    await spoil('total', { orders: 1, gross: 9_999, net: 2_250 });
    const found = await audit('sales-by-day');
    expect([found.exitCode, found.text]).toEqual([1, expect.stringContaining('2026-05-01 EUR: the total is')]);
    expect(await audit('sales-by-day', '--repair')).toMatchObject({ exitCode: 0 });
    expect(await audit('sales-by-day')).toMatchObject({ exitCode: 0 });
  });

  it('exits with 1 and names a contribution that is not what the events say', async () => {
    for (const id of ['from:order-1', 'total']) await spoil(id, { orders: 1, gross: 1, net: 1 });
    const { exitCode, text } = await audit('sales-by-day');
    expect([exitCode, text]).toEqual([1, expect.stringContaining('order-1 adds')]);
    expect(await audit('sales-by-day', '--sample', '0')).toMatchObject({ exitCode: 0 });
    expect(await audit('sales-by-day', '--all', '--repair')).toMatchObject({ exitCode: 0 });
    expect(await audit('sales-by-day', '--all')).toMatchObject({ exitCode: 0 });
  });

  it('compares documents with their streams, decrypted, repairs them, and prints no personal value', async () => {
    const customers = archivedSystem(system).database(topology.database).container('customers');
    expect(await audit('customers', '--all')).toMatchObject({ exitCode: 0 });
    await customers.item('ada', 'ada').patch([{ op: 'set', path: '/name', value: 'Eve' }]);
    const found = await audit('customers', '--repair');
    expect([found.exitCode, found.text]).toEqual([0, expect.stringContaining('another name than its events say')]);
    expect(found.text).not.toMatch(/Ada|Eve/);
    expect((await customers.item('ada', 'ada').read<{ name: string }>()).resource?.name).toBe('Ada');
  });

  it('compares joined documents with their parts, and parts with their streams, and repairs them', async () => {
    const summaries = archivedSystem(system).database(topology.database).container('customer-summaries');
    const [joined, part] = ['joined:bob', 'from:order-1'].map((id) => summaries.item(id, 'bob'));
    expect(await audit('customer-summaries', '--all')).toMatchObject({ exitCode: 0 });
    await joined?.patch([{ op: 'set', path: '/orders', value: 9 }]);
    await part?.patch([{ op: 'set', path: '/from/part', value: { of: 'nothing' } }]);
    const { exitCode, text } = await audit('customer-summaries', '--all');
    expect([exitCode, text]).toEqual([1, expect.stringContaining('bob: the part of order-1 is damaged.')]);
    expect(await audit('customer-summaries', '--all', '--repair')).toMatchObject({ exitCode: 0 });
    expect(await audit('customer-summaries', '--all')).toMatchObject({ exitCode: 0 });
    expect((await joined?.read<{ orders: number }>())?.resource?.orders).toBe(1);
  });

  it('compares the entries of a log with their events, repairs them, and prints no personal value', async () => {
    const activity = archivedSystem(system).database(topology.database).container('activity');
    expect(await audit('activity', '--all')).toMatchObject({ exitCode: 0 });
    await activity.item('customer-ada:1', 'olga').patch([{ op: 'set', path: '/changes', value: [] }]);
    await activity.item('order-1:1', 'olga').delete();
    const { exitCode, text } = await audit('activity', '--all', '--repair');
    expect([exitCode, text]).toEqual([
      0,
      expect.stringContaining('about version 1 of customer-ada has another changes'),
    ]);
    expect(text).not.toMatch(/Ada|example/);
    expect(await audit('activity', '--all')).toMatchObject({ exitCode: 0 });
  });

  it('exits with 2 for what it does not understand', async () => {
    for (const args of [['sales-by-moon'], [], ['sales-by-day', '--sample', 'all']])
      expect(await audit(...args)).toMatchObject({ exitCode: 2 });
  });
});
