import { z } from 'zod';
import {
  answerWithPage,
  documentRoute,
  historyRoutes,
  pageOf,
  pageParameters,
  queryRoute,
  unknownContinuation,
} from '../../adapters/azure-functions/index.ts';
import { customersById, customerViewSchema } from '../../domain/customer/index.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'customer-not-registered', title: 'There is no such customer' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const clerksAndAuditors = ['clerk', 'auditor'] as const;
const customers = edge.system.readerOf(customersById);

/** GET /api/customers/{id}?minVersion= */
export const getCustomer = documentRoute(edge, {
  name: 'Customer',
  roles: everybody,
  plural: 'customers',
  view: customersById,
  unknown,
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
