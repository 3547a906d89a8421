import { declareView } from '../modelling/view.ts';
import { orderView, orderViewSchema } from './order-view.ts';
import { order } from './order.ts';

/** Answers: what does this order look like? One point read. */
export const ordersById = declareView({
  name: 'orders',
  source: order,
  schema: orderViewSchema,
  feed: 'own',
  fold: orderView,
  partition: { by: 'entity', field: 'orderId' },
  owner: { field: 'customerId' },
  identifiedBy: ['sku'],
});

/** Asks for orders by state and by time, of one customer or of all. */
export const ordersByTime = { equal: ['status'], range: 'placedAt', orderBy: 'placedAt' } as const;

/** Answers: which orders does this customer have, newest first? One partition. And: which are in this state, or from this time? */
export const ordersByCustomer = declareView({
  name: 'orders-by-customer',
  source: order,
  schema: orderViewSchema,
  feed: 'own',
  fold: orderView,
  partition: { by: 'field', field: 'customerId' },
  owner: { field: 'customerId' },
  orderBy: 'placedAt',
  queries: [ordersByTime],
});
