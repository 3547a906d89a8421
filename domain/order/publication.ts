import type { Contract, Contracts } from '../modelling/contract.ts';
import type { Recorded } from '../modelling/recorded.ts';
import { grossOf, netOf } from '../money.ts';
import { orderContracts, type OrderMessage } from './contracts.ts';
import type { OrderEvent, orderEvents } from './events.ts';
import type { OrderLine } from './line.ts';

const contractLine = (line: OrderLine) => {
  const { sku, name, unitPrice, quantity, discountPercent, productId } = line;
  const sold = { sku, name, unitPrice, quantity, discountPercent, net: netOf(line) };
  return productId === undefined ? sold : { ...sold, productId };
};

const contractOf = ({ event, entityId: orderId }: Recorded<OrderEvent>): OrderMessage & Contract => {
  switch (event.type) {
    case 'OrderPlaced': {
      // The category of a line is no part of the contract: it stays inside.
      const { customerId, currency, placedAt, country } = event.data;
      const lines = event.data.lines.map(contractLine);
      const gross = lines.reduce((sum, line) => sum + grossOf(line), 0);
      const net = lines.reduce((sum, line) => sum + line.net, 0);
      const placed = { orderId, customerId, currency, lines, gross, net, placedAt };
      return { type: 'shop.order-placed.v1', data: country === undefined ? placed : { ...placed, country } };
    }
    case 'OrderQuantityChanged':
      return { type: 'shop.order-quantity-changed.v1', data: { orderId, ...event.data } };
    case 'OrderLineRemoved':
      return { type: 'shop.order-line-removed.v1', data: { orderId, ...event.data } };
    case 'OrderConfirmed':
      return { type: 'shop.order-confirmed.v1', data: { orderId } };
    case 'OrderPaid':
      return { type: 'shop.order-paid.v1', data: { orderId, ...event.data } };
    case 'OrderShipped':
      return { type: 'shop.order-shipped.v1', data: { orderId } };
    case 'OrderDelivered':
      return { type: 'shop.order-delivered.v1', data: { orderId } };
    case 'OrderCancelled':
      return { type: 'shop.order-cancelled.v1', data: { orderId, ...event.data } };
  }
};

/** Publishes every event of an order under its contract. */
export const orderPublication: Contracts<typeof orderEvents> = { schemas: orderContracts, contractOf };
