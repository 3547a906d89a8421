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
import { customerView, customerViewSchema } from '../../application/customer/customer-view.ts';
import { viewQuery } from '../../application/views/view-query.ts';
import { customer } from '../../domain/customer/index.ts';
import { entityId } from '../../domain/values.ts';
import { capabilities } from '../composition.ts';
import { customers } from '../projections/customers.ts';

const unknown = { status: 404, name: 'customer-not-registered', title: 'There is no such customer' };

const currentCustomer = viewQuery({ ...capabilities, source: customer, readModel: customers });

/** GET /api/customers/{customerId}?minVersion= */
export const getCustomer = queryRoute({
  name: 'GetCustomer',
  gate: capabilities.gate,
  path: 'customers/{customerId}',
  parameters: z.strictObject({ customerId: entityId, minVersion: version.exactOptional() }),
  answers: documentOf(customerViewSchema),
  problems: [unknown, ...viewProblems],
  handle: async ({ customerId: id, minVersion }) =>
    answerWithView(await currentCustomer({ id, partition: id }, minVersion), unknown),
});

/** GET /api/customers?limit=&continuation=: who registered last comes first. */
export const listCustomers = queryRoute({
  name: 'ListCustomers',
  gate: capabilities.gate,
  path: 'customers',
  parameters: z.strictObject(pageParameters),
  answers: pageOf(customerViewSchema),
  problems: [unknownContinuation],
  handle: async (page) => answerWithPage(await customers.list(page)),
});

/** GET /api/customers/{id}/history, …/as-of and …/changes: who did what and when; as it was then; what differs between two points. */
export const customerHistory = historyRoutes({
  ...capabilities,
  name: 'Customer',
  plural: 'customers',
  idName: 'customerId',
  aggregate: customer,
  view: customerView,
  viewSchema: customerViewSchema,
  unknown,
  unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such customer then' },
});
