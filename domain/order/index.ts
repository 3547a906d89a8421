export { order } from './order.ts';
export type { OrderCommand } from './commands.ts';
export type { OrderEvent } from './events.ts';
export type { Order } from './evolve.ts';
export type { OrderRejection } from './decide.ts';
export { payingAccount, type PayingAccount } from './paying-account.ts';
export { fulfilment, type Fulfilment } from './fulfilment.ts';
export { orderLine, type OrderLine } from './line.ts';
export { orderContracts, type OrderMessage } from './contracts.ts';
export { orderView, orderViewSchema, type OrderView } from './order-view.ts';
export { ordersByCustomer, ordersById, ordersByTime } from './views.ts';
export {
  categorySalesSchema,
  countrySalesSchema,
  daySalesSchema,
  monthSalesSchema,
  productSalesSchema,
  salesByCategory,
  salesByCountry,
  salesByDay,
  salesByMonth,
  salesByProduct,
} from './sales.ts';
export { orders } from './orders.ts';
