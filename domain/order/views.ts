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

/** Answers: which orders does this customer have, newest first? One partition. */
export const ordersByCustomer = declareView({
  name: 'orders-by-customer',
  source: order,
  schema: orderViewSchema,
  feed: 'own',
  fold: orderView,
  partition: { by: 'field', field: 'customerId' },
  owner: { field: 'customerId' },
  orderBy: 'placedAt',
});
