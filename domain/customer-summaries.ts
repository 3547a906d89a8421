import { z } from 'zod';
import { customer, customersById } from './customer/index.ts';
import { lessSpend, mainSpendOf, spendIn, withSpend, type SpendIn } from './customer-spend.ts';
import { declareJoined, joinedSource, type KeyedPart } from './modelling/joined.ts';
import { personal } from './modelling/personal.ts';
import { currency } from './money.ts';
import { order, ordersById, type OrderView } from './order/index.ts';

const placement = z.object({ orderId: z.string(), placedAt: z.iso.datetime() }).readonly();
type Placement = z.infer<typeof placement>;

/** Who a customer is and what it has ordered. Amounts in minor units. */
export const customerSummarySchema = z
  .object({
    customerId: z.string(),
    /** Orders need no registration. */
    status: z.enum(['not-registered', 'registered', 'erased']),
    name: personal(z.string()).optional(),
    email: personal(z.string()).optional(),
    /** All of its orders, also the cancelled ones. */
    orders: z.int(),
    /** Those that are neither delivered nor cancelled. */
    openOrders: z.int(),
    spend: z.array(spendIn).readonly(),
    /** The currency of most of its orders, and what it has spent in that: lists go by it. */
    currency: currency.optional(),
    spent: z.int(),
    firstOrder: placement.optional(),
    lastOrder: placement.optional(),
  })
  .readonly();

/** Who a customer is and what it has ordered. */
export type CustomerSummary = z.infer<typeof customerSummarySchema>;

const orderPart = z
  .object({ of: z.literal('order'), placed: placement, isOpen: z.boolean(), spend: z.array(spendIn).readonly() })
  .readonly();

const part = z.discriminatedUnion('of', [
  z.object({ of: z.literal('registered'), name: personal(z.string()), email: personal(z.string()) }).readonly(),
  z.object({ of: z.literal('erased') }).readonly(),
  orderPart,
]);

type Part = z.infer<typeof part>;
type OrderPart = z.infer<typeof orderPart>;

const partOfOrder = (view: OrderView): OrderPart => {
  const { orderId, placedAt, status, gross, net } = view;
  const isCancelled = status === 'cancelled';
  const spend = isCancelled ? [] : [{ currency: view.currency, orders: 1, gross, net }];
  return { of: 'order', placed: { orderId, placedAt }, isOpen: !isCancelled && status !== 'delivered', spend };
};

const nobody = (customerId: string): CustomerSummary => ({
  customerId,
  status: 'not-registered',
  orders: 0,
  openOrders: 0,
  spend: [],
  spent: 0,
});

const isBefore = (one: Placement, other: Placement): boolean =>
  one.placedAt === other.placedAt ? one.orderId < other.orderId : one.placedAt < other.placedAt;

const noOrder = { isOpen: false, spend: [] };

const withOrder = (summary: CustomerSummary, former: OrderPart | undefined, { placed, isOpen, spend }: OrderPart) => {
  const before = former ?? noOrder;
  const { firstOrder = placed, lastOrder = placed } = summary;
  const spent = withSpend(summary.spend, [...before.spend.map(lessSpend), ...spend]);
  return {
    ...summary,
    orders: summary.orders + (former === undefined ? 1 : 0),
    openOrders: summary.openOrders + Number(isOpen) - Number(before.isOpen),
    ...spendFields(spent),
    firstOrder: isBefore(placed, firstOrder) ? placed : firstOrder,
    lastOrder: isBefore(lastOrder, placed) ? placed : lastOrder,
  };
};

const spendFields = (spend: readonly SpendIn[]) => {
  const main = mainSpendOf(spend);
  return { spend, currency: main?.currency, spent: main?.gross ?? 0 };
};

/** Asks for customers by what they have spent, in one currency or whatever the currency. */
export const customersBySpend = { equal: ['currency'], orderBy: 'spent' } as const;

/** Asks for customers by how many orders they have. */
export const customersByOrders = { equal: ['currency'], orderBy: 'orders' } as const;

/** Answers: who is this customer, how many orders does it have, and for how much? */
export const customerSummaries = declareJoined({
  name: 'customer-summaries',
  schema: customerSummarySchema,
  part,
  key: 'customerId',
  owner: { field: 'customerId' },
  orderBy: 'spent',
  queries: [customersBySpend, customersByOrders],
  sources: [
    joinedSource({
      source: customer,
      fold: customersById.fold,
      parts: (view): readonly KeyedPart<Part>[] => [
        {
          key: view.customerId,
          part: view.status === 'erased' ? { of: 'erased' } : { of: 'registered', name: view.name, email: view.email },
        },
      ],
    }),
    joinedSource({
      source: order,
      fold: ordersById.fold,
      parts: (view): readonly KeyedPart<Part>[] => [{ key: view.customerId, part: partOfOrder(view) }],
    }),
  ],
  apply: (found, { key, before, after }): CustomerSummary | 'all parts' => {
    const summary = found ?? nobody(key);
    if (after.of === 'order') {
      const former = before?.of === 'order' ? before : undefined;
      // An order keeps the time of its placement. If it ever did not, only all orders would tell the first and the last.
      const isMoved = former !== undefined && JSON.stringify(former.placed) !== JSON.stringify(after.placed);
      return isMoved ? 'all parts' : withOrder(summary, former, after);
    }
    return after.of === 'erased'
      ? { ...summary, status: 'erased', name: undefined, email: undefined }
      : { ...summary, status: 'registered', name: after.name, email: after.email };
  },
});
