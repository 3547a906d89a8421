import type { OrderEvent } from '../../../domain/order/index.ts';

/** Fixed examples for every order spec. */
export const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };
export const cake = { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10 };

export const placement = {
  customerId: 'bob',
  currency: 'EUR',
  lines: [tea, cake],
  placedAt: '2026-05-01T09:00:00.000Z',
};

export const placed: OrderEvent = { type: 'OrderPlaced', data: placement };
export const confirmed: OrderEvent = { type: 'OrderConfirmed', data: {} };
export const paid: OrderEvent = { type: 'OrderPaid', data: {} };
export const shipped: OrderEvent = { type: 'OrderShipped', data: { shippedAt: '2026-05-02T09:00:00.000Z' } };
export const delivered: OrderEvent = { type: 'OrderDelivered', data: {} };
export const cancelled: OrderEvent = { type: 'OrderCancelled', data: { reason: 'changed my mind' } };
export const teaRemoved: OrderEvent = { type: 'OrderLineRemoved', data: { sku: 'tea' } };

export const quantityChanged = (from: number, to: number): OrderEvent => ({
  type: 'OrderQuantityChanged',
  data: { sku: 'tea', from, to },
});
