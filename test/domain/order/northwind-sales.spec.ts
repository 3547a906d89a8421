import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { TotalsAnswer } from '../../../application/views/totals/total-query.ts';
import { customerSummaries } from '../../../domain/customer-summaries.ts';
import { order, salesByCategory, salesByCountry, salesByMonth, salesByProduct } from '../../../domain/order/index.ts';
import { lifeOfOrder } from '../../../scripts/northwind/commands.ts';
import { readNorthwind } from '../../../scripts/northwind/read-files.ts';
import { clerk } from '../../support/readers.ts';
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

/** SELECT key, count(distinct order_id), sum(gross), sum(net), sum(quantity) FROM order_details GROUP BY key ORDER BY key. */
const grouped = (key: string, lines: readonly Line[], keyOf: (line: Line) => string) =>
  [...Map.groupBy(lines, keyOf)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([value, group]) => ({
      [key]: value,
      currency: 'USD',
      orders: new Set(group.map(({ order_id: orderId }) => orderId)).size,
      gross: Number(group.reduce((sum, line) => sum + grossOf(line), 0n)),
      net: Number(group.reduce((sum, line) => sum + netOf(line), 0n)),
      quantity: Number(group.reduce((sum, line) => sum + BigInt(line.quantity), 0n)),
    }));

/** The figures of whole orders: a line may be one of several. */
const ofOrders = (groups: ReturnType<typeof grouped>) =>
  groups.map((group) => Object.fromEntries(Object.entries(group).filter(([figure]) => figure !== 'quantity')));

/** An order of the files. */
interface Order {
  readonly order_id: string;
  readonly customer_id: string;
  readonly order_date: string;
  readonly ship_country: string;
}

const placementOf = ({ order_id: orderId, order_date: date }: Order) => ({
  orderId,
  placedAt: `${date}T00:00:00.000Z`,
});

/**
 * SELECT customer_id, count(*), min and max of (order_date, order_id) FROM orders GROUP BY customer_id, beside the sums of those of
 * their lines that these are.
 */
const customersOf = (orders: readonly Order[], lines: readonly Line[]) => {
  const linesOf = Map.groupBy(lines, (line) => line.order_id);
  return [...Map.groupBy(orders, (each) => each.customer_id)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([customerId, own]) => {
      const [bought] = ofOrders(
        grouped(
          'customer',
          own.flatMap((each) => linesOf.get(each.order_id) ?? []),
          () => '',
        ),
      );
      const { currency = 'USD', orders: count, gross, net } = bought ?? {};
      const inTime = own.toSorted((one, other) => {
        const [first, second] = [one, other].map((each) => `${each.order_date} ${each.order_id}`);
        return String(first) < String(second) ? -1 : 1;
      });
      const [firstOrder, lastOrder] = [inTime.at(0), inTime.at(-1)].map((each) => each && placementOf(each));
      return {
        ...{ customerId, status: 'not-registered', orders: own.length, openOrders: count },
        ...{ spend: [{ currency, orders: count, gross, net }], currency, spent: gross, firstOrder, lastOrder },
      };
    });
};

/** What the totals and the summaries of customers must be after these lines, straight from the files. */
const expectedOf = (lines: readonly Line[]) => {
  const orders = rows('orders.csv') as readonly Order[];
  const orderOf = new Map(orders.map((each) => [each.order_id, each]));
  const products = rows('products.csv') as readonly { product_id: string; category_id: string }[];
  const categories = rows('categories.csv') as readonly { category_id: string; category_name: string }[];
  const nameOf = new Map(categories.map((each) => [each.category_id, each.category_name]));
  const categoryOf = new Map(products.map((each) => [each.product_id, nameOf.get(each.category_id)]));
  return {
    months: ofOrders(grouped('month', lines, (line) => String(orderOf.get(line.order_id)?.order_date.slice(0, 7)))),
    countries: ofOrders(grouped('country', lines, (line) => String(orderOf.get(line.order_id)?.ship_country))),
    categories: grouped('category', lines, (line) => String(categoryOf.get(line.product_id))),
    products: grouped('sku', lines, (line) => line.product_id),
    customers: customersOf(orders, lines),
  };
};

const itemsOf = async <Row>(asked: Promise<TotalsAnswer<Row>>): Promise<readonly Row[]> => {
  const answer = await asked;
  return answer.found === 'current' ? answer.page.items : [];
};

const totals = [
  salesByMonth.name,
  salesByCountry.name,
  salesByCategory.name,
  salesByProduct.name,
  customerSummaries.name,
];

const all = { limit: 1_000 };

/** The shop with all orders of the sample, placed as the import places them. */
const shopOfNorthwind = async () => {
  const { system, feed, send } = shop();
  const { orders } = await readNorthwind(folder ?? '');
  for (const each of orders) {
    const [place] = lifeOfOrder(each, false);
    await send(each.order_id, { ...commands.place, data: order.commands.PlaceOrder.parse(place?.body) });
  }
  const summaries = async () => {
    const { items } = await system.joinedReaderOf(customerSummaries).for(clerk).list(all);
    return items.map(({ view }) => view).toSorted((one, other) => (one.customerId < other.customerId ? -1 : 1));
  };
  let delivered = 0;
  return {
    send,
    /** Delivers what has happened since, and reads all totals. */
    totals: async () => {
      const documents = feed();
      for (; delivered < documents.length; delivered += 100)
        for (const name of totals)
          await subscriberOf(system, name).deliver(documents.slice(delivered, delivered + 100));
      delivered = documents.length;
      return {
        months: await itemsOf(system.totalReaderOf(salesByMonth).read(all)),
        countries: await itemsOf(system.totalReaderOf(salesByCountry).read(all)),
        categories: await itemsOf(system.totalReaderOf(salesByCategory).read(all)),
        products: await itemsOf(system.totalReaderOf(salesByProduct).read(all)),
        customers: await summaries(),
      };
    },
  };
};

it.runIf(folder !== undefined)(
  'sales of Northwind by month, country, category and product, and what its customers have ordered, are what sums over its files are, to the cent, also after a quantity was changed and an order cancelled',
  async () => {
    const world = await shopOfNorthwind();
    const lines = rows('order_details.csv') as readonly Line[];
    const imported = await world.totals();
    expect(imported).toEqual(expectedOf(lines));
    const lengths = [imported.countries, imported.categories, imported.products, imported.customers];
    expect(lengths.map(({ length }) => length)).toEqual([21, 8, 77, 89]);

    await world.send('10248', { ...commands.changeTea(37), data: { sku: '42', quantity: 37 } });
    const changed = lines.map((line) =>
      line.order_id === '10248' && line.product_id === '42' ? { ...line, quantity: '37' } : line,
    );
    expect(await world.totals()).toEqual(expectedOf(changed));

    await world.send('11077', commands.cancel);
    const left = changed.filter(({ order_id: orderId }) => orderId !== '11077');
    expect(left.length).toBeLessThan(changed.length);
    expect(await world.totals()).toEqual(expectedOf(left));
  },
);
