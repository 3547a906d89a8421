import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { northwindTables, rowsOf } from './northwind-tables.ts';
import { startWholeSystem, type StartedSystem } from './started-system.ts';

// Skipped where NORTHWIND names no folder with the CSV files (README.md says where they come from).
const folder = process.env['NORTHWIND'];

let system: StartedSystem;
let tables: DatabaseSync;

beforeAll(async () => {
  if (folder === undefined) return;
  tables = northwindTables(folder);
  system = await startWholeSystem();
});
afterAll(() => (folder === undefined ? undefined : system.stop()));

type Item = Readonly<Record<string, unknown>>;

/** All pages of a list. */
const items = async (path: string): Promise<readonly Item[]> => {
  const found: Item[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = (await system.get(`${path}limit=100${next === '' ? '' : `&continuation=${next}`}`)) as {
      items: Item[];
      continuation: string | null;
    };
    found.push(...page.items);
    next = page.continuation;
  }
  return found;
};

const by =
  (key: string) =>
  (one: Item, other: Item): number =>
    String(one[key]) < String(other[key]) ? -1 : 1;

/** What the totals and the summaries of customers show. */
const summed = async (): Promise<Item> => ({
  days: await items('sales/days?'),
  months: await items('sales/months?'),
  countries: await items('sales/countries?'),
  categories: await items('sales/categories?'),
  products: await items('sales/products?'),
  customers: (await items('customer-summaries?'))
    .map(({ customerId, spend, spent }) => ({ customerId, spend, spent }))
    .toSorted(by('customerId')),
});

const figures = `'USD' AS currency, count(DISTINCT order_id) AS orders, sum(gross) AS gross, sum(net) AS net`;
const salesBy = (group: string, more = '') =>
  rowsOf(tables, `SELECT ${group}, ${figures}${more} FROM sold GROUP BY 1 ORDER BY 1`);

/** The same of the files. */
const summedInFiles = (): Item => ({
  days: salesBy('order_date AS day'),
  months: salesBy('substr(order_date, 1, 7) AS month'),
  countries: salesBy('ship_country AS country'),
  categories: rowsOf(
    tables,
    `SELECT category_name AS category, ${figures}, sum(number) AS quantity
     FROM sold JOIN categories USING (category_id) GROUP BY 1 ORDER BY 1`,
  ),
  products: salesBy('product_id AS sku', ', sum(number) AS quantity'),
  customers: rowsOf(
    tables,
    `SELECT customer_id AS customerId, ${figures} FROM customers LEFT JOIN sold USING (customer_id) GROUP BY 1 ORDER BY 1`,
  ).map((row) => {
    const { customerId, ...spend } = row as { customerId: string; orders: number; gross: number | null };
    return { customerId, spend: spend.orders === 0 ? [] : [spend], spent: spend.gross ?? 0 };
  }),
});

const orders = async () =>
  (await items('orders?'))
    .map(({ orderId, customerId, status, placedAt, shippedAt, country, gross, net }) => ({
      ...{ orderId, customerId, status, placedAt, country, gross, net },
      shippedAt: shippedAt ?? null,
    }))
    .toSorted(by('orderId'));

const ordersInFiles = () =>
  rowsOf(
    tables,
    `SELECT order_id AS orderId, customer_id AS customerId, iif(shipped_date = '', 'placed', 'shipped') AS status,
            order_date || 'T00:00:00.000Z' AS placedAt, ship_country AS country, sum(gross) AS gross, sum(net) AS net,
            iif(shipped_date = '', NULL, shipped_date || 'T00:00:00.000Z') AS shippedAt
     FROM orders JOIN sold USING (order_id, customer_id, order_date, ship_country) GROUP BY 1 ORDER BY 1`,
  );

const products = async () =>
  (await items('products?'))
    .map(({ productId, name, category, supplier, status, unitPrice, available, reserved }) => ({
      ...{ productId, name, category, supplier, status, unitPrice, available, reserved },
    }))
    .toSorted(by('productId'));

const productsInFiles = () =>
  rowsOf(
    tables,
    `SELECT product_id AS productId, product_name AS name, category_name AS category, company_name AS supplier,
            iif(discontinued = '1', 'discontinued', 'offered') AS status,
            CAST(replace(unit_price, '.', '') AS INTEGER) AS unitPrice, CAST(units_in_stock AS INTEGER) AS available,
            coalesce((SELECT sum(number) FROM sold JOIN orders USING (order_id)
                      WHERE sold.product_id = products.product_id AND shipped_date = ''), 0) AS reserved
     FROM products JOIN categories USING (category_id) JOIN suppliers USING (supplier_id) ORDER BY 1`,
  );

const total = (rows: readonly object[], figure: string): number =>
  rows.reduce((sum, row) => sum + Number((row as Item)[figure]), 0);

describe.runIf(folder !== undefined)('All of Northwind, imported over HTTP', () => {
  it('is what SQL over its files says, to the cent: every order, product and customer, and every sum', async () => {
    const { exitCode, text } = await system.run('import-northwind.ts', folder ?? '');
    expect([exitCode, text]).toEqual([0, expect.stringContaining('commands in')]);
    console.log(/^\d+ commands in .*$/m.exec(text)?.[0]);

    expect(await orders()).toEqual(ordersInFiles());
    expect(await products()).toEqual(productsInFiles());
    expect(await summed()).toEqual(summedInFiles());
    const customers = await items('customers?');
    expect(customers.map(({ customerId }) => customerId).sort()).toEqual(
      rowsOf(tables, 'SELECT customer_id AS id FROM customers ORDER BY 1').map((row) => (row as { id: string }).id),
    );

    // The control totals that came with the files.
    const of = summedInFiles() as Record<string, object[]>;
    expect([total(of['months'] ?? [], 'orders'), total(of['months'] ?? [], 'net')]).toEqual([830, 126_579_329]);
    expect(total(of['products'] ?? [], 'quantity')).toBe(51_317);
    expect(total(productsInFiles(), 'available')).toBe(3_119);
    expect(ordersInFiles().filter((row) => (row as Item)['status'] === 'placed')).toHaveLength(21);
  });

  it('changes the right sums, and no others, when a quantity is changed and an order cancelled', async () => {
    await system.post('orders/11019/change-quantity', { sku: '46', quantity: 30 });
    await system.post('orders/11077/cancel', { reason: 'rain' });
    tables.exec(`UPDATE order_details SET quantity = '30' WHERE order_id = '11019' AND product_id = '46'`);
    tables.exec(`DELETE FROM order_details WHERE order_id = '11077'`);
    await expect.poll(summed).toEqual(summedInFiles());
  });
});
