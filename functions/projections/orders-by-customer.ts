import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { orderViewSchema } from '../../application/order/order-view.ts';
import { ordersByCustomer } from '../../application/order/projections.ts';
import { projector } from '../../application/views/projector.ts';
import { capabilities } from '../composition.ts';

/** The orders of each customer, newest first. */
export const customerOrders = capabilities.readModel({
  container: ordersByCustomer.name,
  schema: orderViewSchema,
  partitionKey: 'customerId',
  orderBy: 'placedAt',
});

/** Keeps {@link customerOrders}. */
export const customerOrdersProjector = projector(ordersByCustomer, { ...capabilities, readModel: customerOrders });

/** Runs for each batch of the feed. */
export const projectOrdersByCustomer = feedFunction('ProjectOrdersByCustomer', customerOrdersProjector, capabilities);
