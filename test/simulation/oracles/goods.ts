import { settledByHand } from './by-hand.ts';
import { byStream, type Evidence, numberIn, textIn, type NaiveEvent, type Oracle } from './evidence.ts';
import { paidFor } from './money.ts';

/** The stock of a product, counted anew. */
interface NaiveStock {
  readonly free: number;
  readonly received: number;
  readonly shipped: number;
  readonly held: ReadonlyMap<string, number>;
  readonly wrong: readonly string[];
}

const nothing: NaiveStock = { free: 0, received: 0, shipped: 0, held: new Map(), wrong: [] };

const count = (stock: NaiveStock, event: NaiveEvent): NaiveStock => {
  if (!event.type.startsWith('Stock')) return stock;
  const quantity = numberIn(event.data, 'quantity');
  if (event.type === 'StockReceived')
    return { ...stock, free: stock.free + quantity, received: stock.received + quantity };
  const holder = textIn(event.data, 'holder');
  const before = stock.held.get(holder);
  const held = new Map(stock.held);
  const at = `${event.streamId}:${event.version}`;
  if (event.type === 'StockReserved') {
    held.set(holder, quantity);
    const wrong = before === undefined ? stock.wrong : [...stock.wrong, `${at} reserves twice for ${holder}.`];
    return { ...stock, free: stock.free - quantity, held, wrong };
  }
  held.delete(holder);
  const wrong = before === quantity ? stock.wrong : [...stock.wrong, `${at} ends what ${holder} does not hold.`];
  return event.type === 'StockReleased'
    ? { ...stock, free: stock.free + quantity, held, wrong }
    : { ...stock, shipped: stock.shipped + quantity, held, wrong };
};

/** Nothing is sold that is not there, at any commit, and nothing gets lost. */
export const stockIsConserved: Oracle = (evidence) =>
  [...byStream(evidence, 'product')].flatMap(([streamId, events]) => {
    const wrong: string[] = [];
    let stock = nothing;
    for (const event of events) {
      stock = count(stock, event);
      const held = [...stock.held.values()].reduce((sum, each) => sum + each, 0);
      if (stock.free < 0) wrong.push(`${streamId} is oversold at version ${event.version}.`);
      if (stock.free + held + stock.shipped !== stock.received)
        wrong.push(`${streamId} has lost goods at version ${event.version}.`);
    }
    return [...wrong, ...stock.wrong];
  });

interface Fulfilment {
  readonly amount: number;
  readonly goods: readonly { readonly productId: string; readonly quantity: number }[];
}

/** No money without goods, and no goods without money: an order that an account pays ends with both, or with neither. */
export const ordersAreFair: Oracle = (evidence) => {
  const byHand = settledByHand(evidence);
  return [...byStream(evidence, 'order').values()].flatMap((events) => {
    const confirmed = events.find(({ type }) => type === 'OrderConfirmed');
    return confirmed === undefined || byHand.has(`fulfilment-${confirmed.entityId}`)
      ? []
      : unfairIn(evidence, confirmed, events);
  });
};

const unfairIn = (
  evidence: Evidence,
  { entityId: orderId, data }: NaiveEvent,
  events: readonly NaiveEvent[],
): readonly string[] => {
  const wanted = data['fulfilment'] as Fulfilment | undefined;
  if (wanted === undefined) return [];
  const types = events.map(({ type }) => type);
  const isShipped = types.includes('OrderShipped');
  const paid = paidFor(evidence, orderId);
  const left = wanted.goods.filter(({ productId, quantity }) => {
    const stock = [...(byStream(evidence).get(`product-${productId}`) ?? [])];
    const out = stock.filter(({ type, data }) => type === 'StockShipped' && data['holder'] === orderId);
    return out.reduce((sum, { data }) => sum + numberIn(data, 'quantity'), 0) === (isShipped ? quantity : 0);
  });
  const held = evidence.events.filter(({ data, type }) => type === 'StockReserved' && data['holder'] === orderId);
  const ended = evidence.events.filter(
    ({ data, type }) => (type === 'StockReleased' || type === 'StockShipped') && data['holder'] === orderId,
  );
  return [
    ...(paid === (isShipped ? wanted.amount : 0)
      ? []
      : [`order-${orderId} ended with ${paid} paid of ${wanted.amount}: ${types.join(' ')}.`]),
    ...(left.length === wanted.goods.length
      ? []
      : [`order-${orderId} ended with other goods than it should: ${types.join(' ')}.`]),
    ...(held.length === ended.length ? [] : [`order-${orderId} still holds stock: ${types.join(' ')}.`]),
    ...(isShipped || types.includes('OrderCancelled') ? [] : [`order-${orderId} never ended: ${types.join(' ')}.`]),
  ];
};
