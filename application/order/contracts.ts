import { z } from 'zod';
import { grossOf, netOf } from '../../domain/money.ts';
import { order, type OrderEvent } from '../../domain/order/index.ts';
import { entityIdOf } from '../streams/commit.ts';
import type { Recorded } from '../streams/event-codec.ts';
import { publication, type Contract } from '../messages/publisher.ts';

// What others see. A published contract never changes; a change is a v2 beside it. Amounts in minor units.

const orderOnly = z.object({ orderId: z.string() });

/** The contracts of orders, by their versioned names: for the publisher to fill and for consumers to read. */
export const orderContracts = {
  'shop.order-placed.v1': z.object({
    orderId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        unitPrice: z.int(),
        quantity: z.int(),
        discountPercent: z.int(),
        net: z.int(),
      }),
    ),
    gross: z.int(),
    net: z.int(),
    placedAt: z.string(),
  }),
  'shop.order-quantity-changed.v1': z.object({
    orderId: z.string(),
    sku: z.string(),
    from: z.int(),
    to: z.int(),
  }),
  'shop.order-line-removed.v1': z.object({ orderId: z.string(), sku: z.string() }),
  'shop.order-confirmed.v1': orderOnly,
  'shop.order-paid.v1': orderOnly,
  'shop.order-shipped.v1': orderOnly,
  'shop.order-delivered.v1': orderOnly,
  'shop.order-cancelled.v1': z.object({ orderId: z.string(), reason: z.string() }),
};

/** A message about an order, as a consumer reads it. */
export type OrderMessage = {
  [Type in keyof typeof orderContracts]: {
    readonly type: Type;
    readonly data: Readonly<z.infer<(typeof orderContracts)[Type]>>;
  };
}[keyof typeof orderContracts];

const contractOf = ({ event, commit }: Recorded<OrderEvent>): OrderMessage & Contract => {
  const orderId = entityIdOf(commit);
  switch (event.type) {
    case 'OrderPlaced': {
      const lines = event.data.lines.map((line) => ({ ...line, net: netOf(line) }));
      const gross = lines.reduce((sum, line) => sum + grossOf(line), 0);
      const net = lines.reduce((sum, line) => sum + line.net, 0);
      return { type: 'shop.order-placed.v1', data: { orderId, ...event.data, lines, gross, net } };
    }
    case 'OrderQuantityChanged':
      return { type: 'shop.order-quantity-changed.v1', data: { orderId, ...event.data } };
    case 'OrderLineRemoved':
      return { type: 'shop.order-line-removed.v1', data: { orderId, ...event.data } };
    case 'OrderConfirmed':
      return { type: 'shop.order-confirmed.v1', data: { orderId } };
    case 'OrderPaid':
      return { type: 'shop.order-paid.v1', data: { orderId } };
    case 'OrderShipped':
      return { type: 'shop.order-shipped.v1', data: { orderId } };
    case 'OrderDelivered':
      return { type: 'shop.order-delivered.v1', data: { orderId } };
    case 'OrderCancelled':
      return { type: 'shop.order-cancelled.v1', data: { orderId, ...event.data } };
  }
};

/** Orders, published. */
export const orderPublication = publication(order, contractOf);
