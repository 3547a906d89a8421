import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { salesByMonth, salesByProduct } from '../../../domain/order/index.ts';
import { readNorthwindOrders } from '../../../scripts/northwind/read-orders.ts';
import { commands, shop } from '../../support/shop.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

// Skipped where NORTHWIND names no folder with the CSV files (README.md says where they come from).
const folder = process.env['NORTHWIND'];

interface Line {
  readonly order_id: string;
  readonly product_id: string;
  readonly unit_price: string;
  readonly quantity: string;
  readonly discount: string;
}

const rows = (file: string): readonly unknown[] =>
  parse(readFileSync(join(folder ?? '', file), 'utf8'), { columns: true });
const cents = (text: string): bigint => BigInt(text.replace('.', ''));
const grossOf = (line: Line): bigint => cents(line.unit_price) * BigInt(line.quantity);
const netOf = (line: Line): bigint => (grossOf(line) * (100n - cents(line.discount)) + 50n) / 100n;

/** SELECT key, count(distinct order_id), sum(gross), sum(net), sum(quantity) FROM order_details GROUP BY key. */
const grouped = (lines: readonly Line[], keyOf: (line: Line) => string) =>
  Object.fromEntries(
    [...Map.groupBy(lines, keyOf)].map(([key, group]) => [
      key,
      {
        orders: new Set(group.map(({ order_id: orderId }) => orderId)).size,
        gross: Number(group.reduce((sum, line) => sum + grossOf(line), 0n)),
        net: Number(group.reduce((sum, line) => sum + netOf(line), 0n)),
        quantity: Number(group.reduce((sum, line) => sum + BigInt(line.quantity), 0n)),
      },
    ]),
  );

it.runIf(folder !== undefined)(
  'sales of Northwind by month and by product are what sums over its files are, to the cent',
  async () => {
    const world = shop();
    for (const { orderId, customerId, orderedOn, lines } of await readNorthwindOrders(folder ?? ''))
      await world.send(orderId, {
        ...commands.place,
        data: { customerId, currency: 'USD', lines: [...lines], placedAt: `${orderedOn}T00:00:00.000Z` },
      });
    const feed = world.feed();
    for (const name of [salesByMonth.name, salesByProduct.name])
      for (let from = 0; from < feed.length; from += 100)
        await subscriberOf(world.system, name).deliver(feed.slice(from, from + 100));
    const months = await world.system.totalReaderOf(salesByMonth).read({ limit: 1_000 });
    const products = await world.system.totalReaderOf(salesByProduct).read({ limit: 1_000 });
    if (months.found !== 'current' || products.found !== 'current') expect.fail('Nothing was asked for.');

    const lines = rows('order_details.csv') as readonly Line[];
    const dates = new Map(
      (rows('orders.csv') as readonly { order_id: string; order_date: string }[]).map((each) => [
        each.order_id,
        each.order_date,
      ]),
    );
    const byMonth = grouped(lines, ({ order_id: orderId }) => (dates.get(orderId) ?? '').slice(0, 7));
    expect(months.page.items).toEqual(
      Object.entries(byMonth)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([month, { orders, gross, net }]) => ({ month, currency: 'USD', orders, gross, net })),
    );
    const found = products.page.items.map(({ sku, currency, ...sums }) => [sku, currency, sums]);
    const byProduct = grouped(lines, ({ product_id: sku }) => sku);
    expect(found).toHaveLength(77);
    expect(new Map(found.map(([sku, , sums]) => [sku, sums]))).toEqual(new Map(Object.entries(byProduct)));
  },
);
