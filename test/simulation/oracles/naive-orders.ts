import { z } from 'zod';
import { numberIn, textIn, type NaiveEvent } from './evidence.ts';

const soldLine = z.object({
  sku: z.string(),
  name: z.string(),
  unitPrice: z.number(),
  quantity: z.number(),
  discountPercent: z.number(),
  category: z.string().optional(),
  productId: z.string().optional(),
});

/** A line of an order. */
export type NaiveLine = z.infer<typeof soldLine> & { readonly net: number };

/** An order, as its history tells it. */
export interface NaiveOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly status: string;
  readonly lines: readonly NaiveLine[];
  readonly gross: number;
  readonly net: number;
  readonly placedAt: string;
  readonly country?: string;
  readonly shippedAt?: string;
}

const statusAfter: Readonly<Record<string, string>> = {
  OrderPlaced: 'placed',
  OrderConfirmed: 'confirmed',
  OrderPaid: 'paid',
  OrderShipped: 'shipped',
  OrderDelivered: 'delivered',
  OrderCancelled: 'cancelled',
};

/** The whole of a line is rounded half up to the minor unit. */
const netOf = ({ unitPrice, quantity, discountPercent }: z.infer<typeof soldLine>): number =>
  Math.floor((unitPrice * quantity * (100 - discountPercent) + 50) / 100);

const linesAfter = (events: readonly NaiveEvent[]): readonly NaiveLine[] => {
  const quantities = new Map<string, number>();
  const removed = new Set<string>();
  for (const { type, data } of events) {
    if (type === 'OrderQuantityChanged') quantities.set(textIn(data, 'sku'), numberIn(data, 'to'));
    if (type === 'OrderLineRemoved') removed.add(textIn(data, 'sku'));
  }
  return z
    .array(soldLine)
    .parse(events[0]?.data['lines'])
    .filter(({ sku }) => !removed.has(sku))
    .map((line) => ({ ...line, quantity: quantities.get(line.sku) ?? line.quantity }))
    .map((line) => ({ ...line, net: netOf(line) }));
};

/** The order after these events. Its story has one beginning. */
export const naiveOrder = (events: readonly NaiveEvent[]): NaiveOrder | undefined => {
  const [placed] = events;
  if (placed?.type !== 'OrderPlaced') return undefined;
  const { data, entityId: orderId } = placed;
  const lines = linesAfter(events);
  const shippedAt = events.find(({ type }) => type === 'OrderShipped')?.data['shippedAt'];
  const last = events.findLast(({ type }) => statusAfter[type] !== undefined);
  return {
    orderId,
    customerId: textIn(data, 'customerId'),
    currency: textIn(data, 'currency'),
    status: statusAfter[last?.type ?? ''] ?? '',
    lines,
    gross: lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0),
    net: lines.reduce((sum, { net }) => sum + net, 0),
    placedAt: textIn(data, 'placedAt'),
    ...(data['country'] === undefined ? {} : { country: textIn(data, 'country') }),
    ...(shippedAt === undefined ? {} : { shippedAt: z.string().parse(shippedAt) }),
  };
};
