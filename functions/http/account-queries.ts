import { z } from 'zod';
import {
  answerWithPage,
  documentRoute,
  historyRoutes,
  pageOf,
  pageParameters,
  queryRoute,
  sortDirection,
  unknownContinuation,
} from '../../adapters/azure-functions/index.ts';
import { accountsById, accountsByOpening, accountViewSchema } from '../../domain/account/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { currency } from '../../domain/money.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'account-not-opened', title: 'There is no such account' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const accounts = edge.system.readerOf(accountsById);
const search = accounts.search(accountsByOpening);

/** GET /api/accounts/{id}?minVersion= */
export const getAccount = documentRoute(edge, {
  name: 'Account',
  roles: everybody,
  plural: 'accounts',
  view: accountsById,
  unknown,
});

/** GET /api/accounts?customerId=&currency=&order=&limit=&continuation=: opened last first. A customer gets only its own. */
export const listAccounts = queryRoute(edge, {
  name: 'ListAccounts',
  shows: accountsById,
  roles: everybody,
  path: 'accounts',
  parameters: z.strictObject({
    customerId: entityId.exactOptional(),
    currency: currency.exactOptional(),
    order: sortDirection,
    ...pageParameters,
  }),
  answers: pageOf(accountViewSchema),
  problems: [unknownContinuation],
  handle: async ({ customerId, currency: held, order: direction, ...page }, caller) =>
    answerWithPage(await search.for(caller).list({ ...page, direction, equal: { customerId, currency: held } })),
});

/** GET /api/accounts/{id}/history, …/as-of and …/changes: who did what and when; as it was then; what differs between two points. */
export const accountHistory = historyRoutes(edge, {
  name: 'Account',
  roles: everybody,
  plural: 'accounts',
  idName: 'accountId',
  view: accountsById,
  unknown,
  unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such account then' },
});
