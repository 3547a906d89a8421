import { feedFunction } from '../../adapters/azure-functions/index.ts';
import { orderViewSchema } from '../../application/order/order-view.ts';
import { ordersById } from '../../application/order/projections.ts';
import { projector } from '../../application/views/projector.ts';
import { capabilities } from '../composition.ts';

/** What orders look like. */
export const orders = capabilities.readModel({
  container: ordersById.name,
  schema: orderViewSchema,
  partitionKey: 'orderId',
});

/** Keeps {@link orders}. */
export const ordersProjector = projector(ordersById, { ...capabilities, readModel: orders });

/** Runs for each batch of the feed. */
export const projectOrders = feedFunction('ProjectOrders', ordersProjector, capabilities);
