// All of the business that a consumer may know: the messages, and nothing of what is behind them.
export { customerContracts } from './customer/contracts.ts';
export { orderContracts, type OrderMessage } from './order/contracts.ts';
