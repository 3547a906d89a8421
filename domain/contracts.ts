// The only part of the business that a consumer may import: the published messages.
export { customerContracts } from './customer/contracts.ts';
export { orderContracts, type OrderMessage } from './order/contracts.ts';
