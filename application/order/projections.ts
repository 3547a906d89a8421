import { order } from '../../domain/order/index.ts';
import type { Projection } from '../views/projection.ts';
import { orderView, type OrderView } from './order-view.ts';

/** Answers: what does this order look like? One point read. */
export const ordersById: Projection<typeof order.events, OrderView> = {
  name: 'orders',
  source: order,
  fold: orderView,
  partition: 'entity',
};

/** Answers: which orders does this customer have, newest first? One partition. */
export const ordersByCustomer: Projection<typeof order.events, OrderView> = {
  name: 'orders-by-customer',
  source: order,
  fold: orderView,
  partition: ({ customerId }) => customerId,
};
