import { z } from 'zod';
import {
  answerWithDocument,
  answerWithPage,
  answerWithView,
  documentOf,
  historyAnswer,
  onePointInTime,
  pageOf,
  pageParameters,
  pointInTimeParameters,
  queryRoute,
  unknownContinuation,
  version,
  viewIsLate,
} from '../../adapters/azure-functions/index.ts';
import { customerView, customerViewSchema } from '../../application/customer/customer-view.ts';
import { asOf, historyOf } from '../../application/history.ts';
import { viewQuery } from '../../application/view-query.ts';
import { customer } from '../../domain/customer/index.ts';
import { entityId } from '../../domain/values.ts';
import { capabilities } from '../composition.ts';
import { customers } from '../projections/customers.ts';

const unknown = { status: 404, name: 'customer-not-registered', title: 'There is no such customer' };
const unknownThen = { status: 404, name: 'nothing-then', title: 'There was no such customer then' };

const remembering = { ...capabilities, aggregate: customer, view: customerView };
const currentCustomer = viewQuery({ ...capabilities, readModel: customers });
const customerHistory = historyOf(remembering);
const pastCustomer = asOf(remembering);

/** GET /api/customers/{customerId}?minVersion= */
export const getCustomer = queryRoute({
  name: 'GetCustomer',
  gate: capabilities.gate,
  path: 'customers/{customerId}',
  parameters: z.strictObject({ customerId: entityId, minVersion: version.exactOptional() }),
  answers: documentOf(customerViewSchema),
  problems: [unknown, viewIsLate],
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

/** GET /api/customers/{customerId}/history: who, when, what, and which values it changed. Of an erased customer, without the values. */
export const getCustomerHistory = queryRoute({
  name: 'GetCustomerHistory',
  gate: capabilities.gate,
  path: 'customers/{customerId}/history',
  parameters: z.strictObject({ customerId: entityId }),
  answers: historyAnswer('customerId'),
  problems: [unknown],
  handle: async ({ customerId }) => {
    const history = await customerHistory(customerId);
    if (history === undefined) return { problem: unknown };
    return { body: { customerId, ...history }, version: history.version };
  },
});

/** GET /api/customers/{customerId}/as-of?version= or ?at= */
export const getCustomerAsOf = queryRoute({
  name: 'GetCustomerAsOf',
  gate: capabilities.gate,
  path: 'customers/{customerId}/as-of',
  parameters: z.strictObject({ customerId: entityId, ...pointInTimeParameters }).transform(onePointInTime),
  answers: documentOf(customerViewSchema),
  problems: [unknownThen],
  handle: async ({ customerId, point }) => answerWithDocument(await pastCustomer(customerId, point), unknownThen),
});
