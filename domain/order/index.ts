export { order } from './order.ts';
export type { OrderCommand } from './commands.ts';
export type { OrderEvent } from './events.ts';
export type { Order } from './evolve.ts';
export { orderLine, type OrderLine } from './line.ts';
export type { OrderRejection } from './decide.ts';
