import { z } from 'zod';
import type { ApiClient } from '../client/api.ts';
import type { Person } from '../client/credentials.ts';
import { addUp, type ControlTotals, type Figures } from './control-totals.ts';
import { forEachAtOnce } from './for-each-at-once.ts';
import type { Northwind } from './read-files.ts';

/** Reads what was imported. */
export const reader: Person = { name: 'northwind-audit', roles: ['auditor'] };

const sums = { orders: z.int(), gross: z.int(), net: z.int() };
const key = z.string().optional();
const keys = { day: key, month: key, country: key, category: key, sku: key };
const sale = z.object({ currency: z.string(), ...keys, ...sums, quantity: z.int().optional() });
const order = z.object({
  status: z.string(),
  shippedAt: z.string().optional(),
  gross: z.int(),
  net: z.int(),
  lines: z.array(z.object({ quantity: z.int() })),
});
const customer = z.object({ address: z.object({ country: z.string() }) });
const summary = z.object({ customerId: z.string(), spend: z.array(z.object({ currency: z.string(), ...sums })) });
const product = z.object({
  productId: z.string(),
  status: z.string(),
  available: z.int(),
  reserved: z.int(),
  unitPrice: z.int(),
});

/** Where the views are read, and how many requests are under way at the same time. */
export interface Read {
  readonly api: ApiClient;
  readonly atOnce: number;
}

const get = async <Schema extends z.ZodType>({ api }: Read, path: string, schema: Schema): Promise<z.infer<Schema>> => {
  const { status, body } = await api.query(`/api/${path}`, { as: reader });
  if (status !== 200) throw new Error(`/api/${path} answered ${status}: ${JSON.stringify(body)}`);
  return schema.parse(body);
};

/** All pages of a list. */
const listed = async <Schema extends z.ZodType>(read: Read, path: string, item: Schema): Promise<z.infer<Schema>[]> => {
  const page = z.object({ items: z.array(item), continuation: z.string().nullable() });
  const items: z.infer<Schema>[] = [];
  for (let next: string | null = ''; next !== null;) {
    const continuation = next === '' ? '' : `&continuation=${encodeURIComponent(next)}`;
    const found: z.infer<typeof page> = await get(read, `${path}limit=100${continuation}`, page);
    items.push(...found.items);
    next = found.continuation;
  }
  return items;
};

/** Reads every imported order, customer and product at the version that its last command has made. `looked` is called after each. */
export const totalsOfEntities = async (
  read: Read,
  versions: ReadonlyMap<string, number>,
  looked: () => void,
): Promise<ControlTotals> => {
  const [orders, customers, products] = [
    new Array<z.infer<typeof order>>(),
    new Array<z.infer<typeof customer>>(),
    new Array<z.infer<typeof product>>(),
  ];
  await forEachAtOnce(read.atOnce, versions, async ([entity, version]) => {
    const path = `${entity}?minVersion=${version}`;
    if (entity.startsWith('orders/')) orders.push(await get(read, path, order));
    else if (entity.startsWith('customers/')) customers.push(await get(read, path, customer));
    else products.push(await get(read, path, product));
    looked();
  });
  return {
    'orders by status': addUp(orders.map((each) => [each.status, ofOrder(each)])),
    'orders by day of shipping': addUp(
      orders.flatMap(({ shippedAt }) =>
        shippedAt === undefined ? [] : [[shippedAt.slice(0, 10), { orders: 1 }] as const],
      ),
    ),
    'customers by country': addUp(customers.map(({ address }) => [address.country, { customers: 1 }])),
    'stock by product': addUp(
      products.map(({ productId, available, reserved, unitPrice: price, status }) => [
        productId,
        { available, reserved, price, discontinued: Number(status === 'discontinued') },
      ]),
    ),
  };
};

const ofOrder = ({ lines, gross, net }: z.infer<typeof order>): Figures => ({
  orders: 1,
  lines: lines.length,
  quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
  gross,
  net,
});

/** Reads what is summed up over the orders. These views are counted by the system, in dollars, and may be late. */
export const totalsOfSums = async (read: Read, { customers }: Northwind): Promise<ControlTotals> => {
  const sales = async (list: string, by: keyof typeof keys) => {
    const rows = await listed(read, `sales/${list}?`, sale);
    return rows
      .filter(({ currency }) => currency === 'USD')
      .map((row): readonly [string, Figures] => [row[by] ?? '', figuresOf(row)]);
  };
  const months = await sales('months', 'month');
  const summaries = new Array<readonly [string, Figures]>();
  const ordered = new Array<readonly [string, Figures]>();
  await forEachAtOnce(read.atOnce, customers, async ({ customer_id: id }) => {
    const { spend } = await get(read, `customers/${id}/summary`, summary);
    summaries.push([id, figuresOf(spend.find(({ currency }) => currency === 'USD') ?? {})]);
    for (const { gross, net } of await listed(read, `orders?customerId=${id}&`, order))
      ordered.push([id, { orders: 1, gross, net }]);
  });
  return {
    'orders by customer': addUp(ordered),
    'sales by day': addUp(await sales('days', 'day')),
    'sales by month': addUp(months),
    'sales by year': addUp(months.map(([month, figures]) => [month.slice(0, 4), figures])),
    'sales by country': addUp(await sales('countries', 'country')),
    'sales by category': addUp(await sales('categories', 'category')),
    'sales by product': addUp(await sales('products', 'sku')),
    'customer summaries': addUp(summaries),
  };
};

const figuresOf = ({ orders, quantity, gross, net }: Partial<z.infer<typeof sale>>): Figures => ({
  ...{ orders: orders ?? 0, gross: gross ?? 0, net: net ?? 0 },
  ...(quantity === undefined ? {} : { quantity }),
});
