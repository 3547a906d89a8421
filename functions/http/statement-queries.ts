import { logRoute } from '../../adapters/azure-functions/index.ts';
import { statements } from '../../domain/account/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

/**
 * GET /api/accounts/{accountId}/statement?from=&to=&order=&count=&after=&limit=&continuation=: what moved on the account and the balance
 * after it, newest first. No lines for an account that is not there, or of another customer.
 */
export const getAccountStatement = logRoute(edge, {
  name: 'GetAccountStatement',
  roles: ['customer', 'clerk', 'auditor'],
  path: 'accounts/{accountId}/statement',
  log: statements,
  partition: entityId,
  direction: 'order',
});
