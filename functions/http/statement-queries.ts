import { z } from 'zod';
import {
  afterVersion,
  answerWithLog,
  inOrder,
  loggedPageOf,
  logProblems,
  pageParameters,
  queryRoute,
  searchParameters,
  sortDirection,
} from '../../adapters/azure-functions/index.ts';
import { statementByTime, statementLineSchema, statements } from '../../domain/account/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const statement = edge.system.logReaderOf(statements).search(statementByTime);

/**
 * GET /api/accounts/{accountId}/statement?from=&to=&order=&count=&after=&limit=&continuation=: what moved on the account and the balance
 * after it, newest first. No lines for an account that is not there, or of another customer.
 */
export const getAccountStatement = queryRoute(edge, {
  name: 'GetAccountStatement',
  shows: statements,
  roles: ['customer', 'clerk', 'auditor'],
  path: 'accounts/{accountId}/statement',
  parameters: z
    .strictObject({
      accountId: entityId,
      ...searchParameters,
      order: sortDirection,
      after: afterVersion.exactOptional(),
      ...pageParameters,
    })
    .superRefine(inOrder),
  answers: loggedPageOf(statementLineSchema),
  problems: logProblems,
  handle: async ({ accountId, order: direction, ...asked }, caller) =>
    answerWithLog(statement.for(caller), { ...asked, direction, partition: accountId }, { partition: 'accountId' }),
});
