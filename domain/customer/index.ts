export { customer } from './customer.ts';
export type { CustomerCommand } from './commands.ts';
export type { CustomerEvent } from './events.ts';
export type { CustomerRejection } from './decide.ts';
export { address, type Address } from './address.ts';
export { comparableEmail } from './email.ts';
