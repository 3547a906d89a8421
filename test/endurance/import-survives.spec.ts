import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeNorthwindSample, type SampleOrder } from '../end-to-end/northwind-sample.ts';
import { startWholeSystem, type StartedSystem } from './started-system.ts';

const orderCount = 60;

let system: StartedSystem;
let orders: readonly SampleOrder[];

beforeAll(async () => {
  system = await startWholeSystem();
  orders = await writeNorthwindSample(system.folder, orderCount);
});
afterAll(() => system.stop());

const runImport = () => system.run('import-northwind.ts', system.folder);

const versionsOf = async (entity: string): Promise<readonly number[]> => {
  const { entries = [] } = (await system.get(`${entity}/history?limit=100`)) as { entries?: { version: number }[] };
  return entries.map(({ version }) => version);
};

const isPlaced = async (index: number): Promise<boolean> =>
  (await versionsOf(`orders/${orders[index]?.orderId}`)).length > 0;

const mailsOf = async (orderId: string): Promise<readonly string[]> => {
  const { items } = (await system.get(`orders/${orderId}/mails`)) as { items: readonly { messageId: string }[] };
  return items.map(({ messageId }) => messageId);
};

it('an import that loses the whole system half-way, and is started again, brings in everything once', async () => {
  const cutOff = runImport();
  // Of the histories, which are never late as views are.
  await expect.poll(() => isPlaced(10)).toBe(true);
  const wasPlacedBefore = await isPlaced(orderCount - 1);
  await system.powerCut();
  await cutOff;
  expect(wasPlacedBefore).toBe(false);

  // The importer compares the totals of the views, and so of the stock, with those of the files, and fails when they differ.
  expect(await runImport()).toMatchObject({
    exitCode: 0,
    text: expect.stringContaining('stock by product') as string,
  });
  expect(await runImport()).toMatchObject({ exitCode: 0 });

  for (const { orderId, events } of orders) {
    const versions = Array.from({ length: events }, (_, index) => index + 1);
    expect(await versionsOf(`orders/${orderId}`)).toEqual(versions);
    const expected = versions.map((version) => `order-${orderId}:${version}`);
    await expect.poll(() => mailsOf(orderId)).toEqual(expected);
  }
});

it('an import into a system that has other sales in the same currency fails, and names what differs', async () => {
  const line = { sku: 'mate', name: 'Mate', unitPrice: 300, quantity: 2 };
  const other = { customerId: 'bob', currency: 'USD', lines: [line], country: 'UK', placedAt: '2026-03-01T00:00:00Z' };
  expect(await system.post('orders/bobs/place', other)).toMatchObject({ version: 1 });
  const { exitCode, text } = await runImport();
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^ {2}sales by month, 2026-03, orders: 60 in the files, 61 in the views$/m);
  expect(text).toMatch(/^ {2}sales by product, mate, quantity: – in the files, 2 in the views$/m);
  expect(text).not.toMatch(/^ {2}stock by product/m);
});
