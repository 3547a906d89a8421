import { declareModule } from '../modelling/system.ts';
import { accountsById } from './account-view.ts';
import { account } from './account.ts';
import { accountPublication } from './publication.ts';
import { statements } from './statement.ts';

/** All that the shop declares about accounts. */
export const accounts = declareModule({
  aggregate: account,
  views: [accountsById],
  logs: [statements],
  contracts: accountPublication,
});
