import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import { eventually, request } from '../end-to-end/client.ts';
import { runScript } from '../end-to-end/run-script.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let settings: Readonly<Record<string, string>>;
let clerk: Readonly<Record<string, string>>;
let operator: Readonly<Record<string, string>>;
beforeAll(async () => {
  system = await startSystem();
  clerk = await system.as('olga', 'clerk');
  operator = await system.as('olga', 'operator');
  const { authorization = '' } = operator;
  settings = { ANNAL_URL: system.url(), ANNAL_TOKEN: authorization.replace('Bearer ', '') };
});
afterAll(() => system.stop());

const views = (...args: readonly string[]) => runScript(settings, 'views.ts', ...args).ended;
const lines = [{ sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5 }];
const orders = ['1', '2', '3', '4', '5'];
const statusOf = async (id: string) =>
  (await request(`${system.url()}/api/orders/${id}?minVersion=1`, { headers: clerk })).status;

/** Has the timer's function run as soon as the build has begun: the timer itself comes each minute. */
const workOnceBegun = async (view: string): Promise<void> => {
  const progress = () => request(`${system.url()}/api/ops/views/${view}/build`, { headers: operator });
  await eventually(progress, ({ status }) => status === 200);
  await system.startTimer('BuildViews');
};

describe('npm run views -- build', () => {
  it('brings every lost document of a view back from the events, beside the running system, and says how far it is', async () => {
    for (const id of orders) {
      const body = { customerId: 'bob', currency: 'EUR', lines };
      await request(`${system.url()}/api/orders/${id}/place`, { body, headers: clerk });
      await expect.poll(() => statusOf(id)).toBe(200);
    }
    const container = new CosmosClient(system.cosmos.connectionString).database(topology.database).container('orders');
    const stored = async () => (await container.items.readAll<{ id: string }>().fetchAll()).resources;
    await expect.poll(async () => (await stored()).length).toBe(5);
    for (const { id } of await stored()) await container.item(id, id).delete();
    const building = views('build', 'orders', '--again');
    await workOnceBegun('orders');
    const { exitCode, text } = await building;
    // Five of orders, and two that record what the operator did: the second of them may come after the count.
    expect([exitCode, text]).toEqual([0, expect.stringMatching(/orders done, 100 % · 7 of [67] commits/)]);
    expect((await stored()).map(({ id }) => id).toSorted()).toEqual(orders);
  });

  it('exits with 1 and says what can be built for what cannot', async () => {
    for (const name of ['publishing', 'nothing']) {
      const { exitCode, text } = await views('build', name);
      expect([exitCode, text]).toEqual([1, expect.stringContaining('There are: ')]);
    }
  });

  it('exits with 2 and says how it is done for what it cannot understand', async () => {
    for (const args of [['build'], ['build', 'orders', 'customers'], ['build', 'orders', '--twice']])
      expect(await views(...args)).toEqual({
        exitCode: 2,
        text: expect.stringContaining('npm run views -- build VIEW'),
      });
  });
});
