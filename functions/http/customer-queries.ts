import { z } from 'zod';
import {
  answerWithPage,
  answerWithView,
  documentOf,
  historyRoutes,
  pageOf,
  pageParameters,
  queryRoute,
  unknownContinuation,
  version,
  viewProblems,
} from '../../adapters/azure-functions/index.ts';
import { customersById, customerViewSchema } from '../../domain/customer/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'customer-not-registered', title: 'There is no such customer' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const clerksAndAuditors = ['clerk', 'auditor'] as const;
const customers = edge.system.readerOf(customersById);

/** GET /api/customers/{customerId}?minVersion= */
export const getCustomer = queryRoute(edge, {
  name: 'GetCustomer',
  shows: customersById,
  roles: everybody,
  path: 'customers/{customerId}',
  parameters: z.strictObject({ customerId: entityId, minVersion: version.exactOptional() }),
  answers: documentOf(customerViewSchema),
  problems: [unknown, ...viewProblems],
  handle: async ({ customerId: id, minVersion }, caller) =>
    answerWithView(await customers.for(caller).read({ id, partition: id }, minVersion), unknown),
});

/** GET /api/customers?limit=&continuation=: the newest registration first. */
export const listCustomers = queryRoute(edge, {
  name: 'ListCustomers',
  shows: customersById,
  roles: clerksAndAuditors,
  path: 'customers',
  parameters: z.strictObject(pageParameters),
  answers: pageOf(customerViewSchema),
  problems: [unknownContinuation],
  handle: async (page, caller) => answerWithPage(await customers.for(caller).list(page)),
});

/**
 * GET /api/customers/{id}/history, …/as-of and …/changes: who did what and when; as it was then; what differs between two
 * points.
 */
export const customerHistory = historyRoutes(edge, {
  name: 'Customer',
  roles: everybody,
  plural: 'customers',
  idName: 'customerId',
  view: customersById,
  unknown,
  unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such customer then' },
});
