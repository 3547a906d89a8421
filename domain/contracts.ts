// The only part of the business that a consumer may import: the published messages.
export { accountContracts } from './account/contracts.ts';
export { customerContracts } from './customer/contracts.ts';
export { orderContracts, type OrderMessage } from './order/contracts.ts';
export { productContracts, type ProductMessage } from './product/contracts.ts';
