export { account } from './account.ts';
export type { AccountCommand } from './commands.ts';
export type { AccountEvent } from './events.ts';
export { rememberedMovements, type Account } from './evolve.ts';
export type { AccountRejection } from './decide.ts';
export { accountContracts } from './contracts.ts';
export { accountsById, accountsByOpening, accountViewSchema, type AccountView } from './account-view.ts';
export { statementLine, statementLineSchema, statements, type StatementLine } from './statement.ts';
export { accounts } from './accounts.ts';
