import { inParallel } from '../../../application/in-parallel.ts';
import type { Queries } from '../system-soak/queries.ts';
import { accountIds, idsOf, stockFor, wanted } from './buyers.ts';

/** An event as a history shows it. */
interface Entry {
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All that happened to the orders, the accounts and the products, by their paths. */
export type Histories = ReadonlyMap<string, readonly Entry[]>;

/** Reads them: from the events, which are never late. */
export const historiesOf = async ({ list }: Queries, orders: number): Promise<Histories> => {
  const paths = [
    ...idsOf(orders).map((id) => `orders/${id}`),
    ...accountIds.map((id) => `accounts/${id}`),
    ...Object.keys(stockFor(orders)).map((id) => `products/${id}`),
  ];
  const read = await inParallel(8, paths, async (path) => {
    const entries = (await list(`${path}/history?limit=100`, 'entries')) as readonly Entry[];
    return [path, entries] as const;
  });
  return new Map(read);
};

/** The events of this type, of all entities of a kind. */
const eventsIn = (histories: Histories, kind: string, type: string): readonly Entry[] =>
  [...histories].flatMap(([path, entries]) =>
    path.startsWith(`${kind}/`) ? entries.filter((each) => each.type === type) : [],
  );

/** The sum of a field of events. */
const sumOf = (entries: readonly Entry[], field: 'amount' | 'quantity'): number =>
  entries.reduce((sum, { data }) => sum + Number(data[field]), 0);

const has = (entries: readonly Entry[] | undefined, type: string): boolean =>
  entries?.some((each) => each.type === type) ?? false;

/** What the events of orders, accounts and products say, each kind by itself. Amounts in minor units. */
export const figuresOf = (histories: Histories, orders: number) => {
  const of = (kind: string, type: string) => eventsIn(histories, kind, type);
  const sold = idsOf(orders).flatMap((id, n) =>
    has(histories.get(`orders/${id}`), 'OrderShipped') ? [wanted(n)] : [],
  );
  const lines = sold.flatMap((each) => each.lines);
  return {
    shipped: of('orders', 'OrderShipped').length,
    cancelled: of('orders', 'OrderCancelled').length,
    /** By the lines of the orders that have shipped. */
    owed: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
    ordered: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    charged: sumOf(of('accounts', 'AccountCharged'), 'amount') - sumOf(of('accounts', 'AccountRefunded'), 'amount'),
    handedOver: sumOf(of('products', 'StockShipped'), 'quantity'),
    setAside:
      sumOf(of('products', 'StockReserved'), 'quantity') -
      sumOf(of('products', 'StockReleased'), 'quantity') -
      sumOf(of('products', 'StockShipped'), 'quantity'),
  };
};

/** The same by the views: what is on the accounts and in the shop, and what the sales say. */
export const figuresInViews = async ({ get, list }: Queries, orders: number) => {
  const accounts = (await Promise.all(accountIds.map((id) => get(`accounts/${id}`)))) as { balance: number }[];
  const names = Object.keys(stockFor(orders));
  const products = (await Promise.all(names.map((id) => get(`products/${id}`)))) as Record<string, number>[];
  const days = (await list('sales/days')) as { orders: number; net: number }[];
  const sales = (await list('sales/products')) as { quantity: number }[];
  const total = (numbers: readonly (number | undefined)[]): number =>
    numbers.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return {
    onAccounts: total(accounts.map(({ balance }) => balance)),
    inTheShop: total(products.map((each) => each['available'])),
    setAside: total(products.map((each) => each['reserved'])),
    orders: total(days.map((each) => each.orders)),
    net: total(days.map((each) => each.net)),
    sold: total(sales.map(({ quantity }) => quantity)),
  };
};

/** What an entity did more than once for the same order: a charge, a reservation, a shipment. */
export const doneTwice = (histories: Histories): readonly string[] => {
  const done = [...histories].flatMap(([path, entries]) =>
    entries.map(({ type, data }) => JSON.stringify([path, type, data['holder'] ?? data['orderId']])),
  );
  return [...Map.groupBy(done, (each) => each)].filter(([, each]) => each.length > 1).map(([what]) => what);
};

/** Whether the fulfilment of every order is over: it was cancelled, or shipped, and nothing is set aside any more. */
export const areAllOver = (histories: Histories, orders: number): boolean => {
  const { setAside } = figuresOf(histories, orders);
  const isOver = (id: string): boolean =>
    ['OrderShipped', 'OrderCancelled'].some((type) => has(histories.get(`orders/${id}`), type));
  return setAside === 0 && idsOf(orders).every(isOver);
};

/** How long orders took from their confirmation to their end, in seconds: the median and the longest. */
export const timesOf = (histories: Histories, orders: number) => {
  const took = idsOf(orders).map((id) => {
    const entries = histories.get(`orders/${id}`) ?? [];
    const at = (...types: readonly string[]): number =>
      Date.parse(entries.find(({ type }) => types.includes(type))?.at ?? '');
    return (at('OrderShipped', 'OrderCancelled') - at('OrderConfirmed')) / 1_000;
  });
  const sorted = took.toSorted((one, other) => one - other);
  return { median: sorted[Math.floor(orders / 2)] ?? Number.NaN, longest: sorted.at(-1) ?? Number.NaN };
};
