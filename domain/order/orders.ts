import { declareModule } from '../modelling/system.ts';
import { order } from './order.ts';
import { orderPublication } from './publication.ts';
import { salesByCategory, salesByCountry, salesByDay, salesByMonth, salesByProduct } from './sales.ts';
import { ordersByCustomer, ordersById } from './views.ts';

/** All that the shop declares about orders. */
export const orders = declareModule({
  aggregate: order,
  views: [ordersById, ordersByCustomer],
  totals: [salesByDay, salesByMonth, salesByProduct, salesByCountry, salesByCategory],
  contracts: orderPublication,
});
