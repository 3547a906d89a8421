import { z } from 'zod';
import { numberIn, textIn, type NaiveEvent } from './evidence.ts';
import { balanceAfter } from './money.ts';

/** An account, as its history tells it. */
export const naiveAccount = (events: readonly NaiveEvent[]) => {
  const [opened] = events;
  if (opened?.type !== 'AccountOpened') return undefined;
  const { entityId: accountId, data, recordedAt: openedAt } = opened;
  return { accountId, ...data, balance: balanceAfter(events), openedAt };
};

const sumOf = (events: readonly NaiveEvent[], type: string): number =>
  events.filter((event) => event.type === type).reduce((sum, { data }) => sum + numberIn(data, 'quantity'), 0);

/** A product, as its history tells it. */
export const naiveProduct = (events: readonly NaiveEvent[]) => {
  const [added] = events;
  if (added?.type !== 'ProductAdded') return undefined;
  const newest = (type: string, field: string) => events.findLast((event) => event.type === type)?.data[field];
  const name = z.string().parse(newest('ProductRenamed', 'name') ?? added.data['name']);
  const [received, reserved, released, shipped] = [
    sumOf(events, 'StockReceived'),
    sumOf(events, 'StockReserved'),
    sumOf(events, 'StockReleased'),
    sumOf(events, 'StockShipped'),
  ];
  return {
    ...added.data,
    productId: added.entityId,
    status: events.some(({ type }) => type === 'ProductDiscontinued') ? 'discontinued' : 'offered',
    name,
    listedAs: name.toLowerCase(),
    unitPrice: newest('ProductPriceChanged', 'to') ?? added.data['unitPrice'],
    available: received - reserved + released,
    reserved: reserved - released - shipped,
  };
};

const item = z.object({
  productId: z.string(),
  name: z.string(),
  category: z.string(),
  unitPrice: z.number(),
  quantity: z.number(),
});

type Item = z.infer<typeof item>;

const itemsAfter = (items: readonly Item[], { type, data }: NaiveEvent): readonly Item[] => {
  switch (type) {
    case 'CartItemAdded':
      return [...items, item.parse(data)];
    case 'CartItemQuantityChanged':
      return items.map((each) =>
        each.productId === data['productId'] ? { ...each, quantity: numberIn(data, 'to') } : each,
      );
    case 'CartItemRemoved':
      return items.filter((each) => each.productId !== data['productId']);
    case 'CartCheckedOut':
      return z.array(item).parse(data['lines']);
    case 'CartCheckOutFailed':
      return items;
    default:
      throw new Error(`${type} is no event of a cart.`);
  }
};

/** A cart, as its history tells it. */
export const naiveCart = (events: readonly NaiveEvent[]) => {
  const [begun] = events;
  if (begun?.type !== 'CartItemAdded') return undefined;
  const items = events.reduce(itemsAfter, []);
  const checkedOut = events.find(({ type }) => type === 'CartCheckedOut')?.data;
  const failed = events.find(({ type }) => type === 'CartCheckOutFailed')?.data;
  const shown = {
    cartId: begun.entityId,
    customerId: textIn(begun.data, 'customerId'),
    currency: events.findLast(({ type }) => type === 'CartItemAdded')?.data['currency'],
    items: items.map((each) => ({ ...each, gross: each.unitPrice * each.quantity })),
    total: items.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0),
    begunAt: begun.recordedAt,
  };
  if (failed !== undefined) return { ...shown, status: 'check-out-failed', failure: failed['reason'] };
  if (checkedOut === undefined) return { ...shown, status: 'open' };
  return { ...shown, status: 'checked-out', orderId: checkedOut['orderId'], country: checkedOut['country'] };
};
