import { byStream, type Evidence, type Oracle } from './evidence.ts';
import { naiveOrder, type NaiveLine, type NaiveOrder } from './naive-orders.ts';
import { naiveCustomer, saidBy } from './naive-customers.ts';
import { differences } from './same.ts';

type Sums = Readonly<Record<string, number>>;

const added = (one: Sums | undefined, other: Sums): Sums =>
  Object.fromEntries(Object.entries(other).map(([name, value]) => [name, value + (one?.[name] ?? 0)]));

const whole = ({ gross, net }: NaiveOrder): Sums => ({ orders: 1, gross, net });

const ofLines = (lines: readonly NaiveLine[]): Sums => ({
  orders: 1,
  gross: lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0),
  net: lines.reduce((sum, { net }) => sum + net, 0),
  quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
});

type Contributions = (order: NaiveOrder) => readonly (readonly [key: string, sums: Sums])[];

const grouped =
  (keyOf: (line: NaiveLine) => string): Contributions =>
  ({ lines, currency }) =>
    [...Map.groupBy(lines, keyOf)].map(([key, ofKey]) => [`${key} ${currency}`, ofLines(ofKey)]);

const totals: Readonly<Record<string, Contributions>> = {
  'sales-by-day': (order) => [[`${order.placedAt.slice(0, 10)} ${order.currency}`, whole(order)]],
  'sales-by-month': (order) => [[`${order.placedAt.slice(0, 7)} ${order.currency}`, whole(order)]],
  'sales-by-country': (order) => [[`${order.country ?? 'unknown'} ${order.currency}`, whole(order)]],
  'sales-by-product': grouped(({ sku }) => sku),
  'sales-by-category': grouped(({ category = 'unknown' }) => category),
};

const ordersIn = (evidence: Evidence): readonly NaiveOrder[] =>
  [...byStream(evidence, 'order').values()].flatMap((events) => naiveOrder(events) ?? []);

/** Every total is the sum over all orders that are not cancelled, each counted once. */
export const totalsAreSums: Oracle = (evidence) => {
  const sold = ordersIn(evidence).filter(({ status }) => status !== 'cancelled');
  return Object.entries(totals).flatMap(([name, contributions]) => {
    const expected = new Map<string, Sums>();
    for (const [key, sums] of sold.flatMap(contributions)) expected.set(key, added(expected.get(key), sums));
    const stored = [...(evidence.stored.totals.get(name) ?? [])].filter(([, total]) => total.contributions > 0);
    return differences(name, expected, new Map(stored.map(([key, { value }]) => [key, value])));
  });
};

const isBefore = (one: NaiveOrder, other: NaiveOrder): number =>
  `${one.placedAt} ${one.orderId}` < `${other.placedAt} ${other.orderId}` ? -1 : 1;

const placed = (order: NaiveOrder | undefined) => order && { orderId: order.orderId, placedAt: order.placedAt };

/** What is shown of a customer: who it is, and what it has ordered. */
const summaryOf = (customerId: string, customer: ReturnType<typeof naiveCustomer>, orders: readonly NaiveOrder[]) => {
  const sold = orders.filter(({ status }) => status !== 'cancelled');
  const sums = sold.map(whole).reduce<Sums | undefined>(added, undefined);
  const { status = 'not-registered', name, email }: Readonly<Record<string, unknown>> = customer ?? {};
  return {
    ...{ customerId, status, name, email },
    orders: orders.length,
    openOrders: sold.filter((order) => order.status !== 'delivered').length,
    spend: sums === undefined ? [] : [{ currency: 'EUR', ...sums }],
    currency: sums && 'EUR',
    spent: sums?.['gross'] ?? 0,
    firstOrder: placed(orders[0]),
    lastOrder: placed(orders.at(-1)),
  };
};

/** Each customer with its orders, from whichever of both came first. */
export const summariesAreJoined: Oracle = (evidence) => {
  const said = saidBy(evidence.records);
  const people = byStream(evidence, 'customer');
  const orders = Map.groupBy(ordersIn(evidence), ({ customerId }) => customerId);
  const ids = new Set([...orders.keys(), ...[...people.keys()].map((streamId) => streamId.slice('customer-'.length))]);
  const expected = [...ids].flatMap((customerId): [string, unknown][] => {
    const customer = naiveCustomer(people.get(`customer-${customerId}`) ?? [], said);
    const own = (orders.get(customerId) ?? []).toSorted(isBefore);
    return customer === undefined && own.length === 0 ? [] : [[customerId, summaryOf(customerId, customer, own)]];
  });
  const documents = evidence.stored.joined.get('customer-summaries')?.documents.values() ?? [];
  const stored = [...documents].map(({ partition, document }): [string, unknown] => [partition, document.view]);
  return differences('customer-summaries', new Map(expected), new Map(stored));
};
