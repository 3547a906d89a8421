import { z } from 'zod';
import { keyPage, pageParameters, queryRoute, unknownContinuation } from '../../adapters/azure-functions/index.ts';
import { listedDocumentSchema, listedId, listedOf, type ListedDocument } from '../../consumers/billing/listed.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';
import { documentsOfCustomer, streams } from './billing.ts';

const everybody = ['customer', 'clerk', 'auditor'] as const;

/** GET /api/billing/orders/{orderId}/documents: the invoice of an order and its credit notes, oldest first. */
export const getOrderDocuments = queryRoute(edge, {
  name: 'GetOrderDocuments',
  roles: everybody,
  path: 'billing/orders/{orderId}/documents',
  parameters: z.strictObject({ orderId: entityId }),
  answers: z.object({ items: z.array(listedDocumentSchema).readonly() }),
  handle: async ({ orderId }, { reach }) => {
    const bill = await streams.bills.stateOf(orderId);
    const isShown = bill.status === 'paid' && (reach === 'all' || bill.customerId === reach.ownerId);
    return { body: { items: isShown ? listedOf(orderId, bill) : [] } };
  },
});

/** GET /api/billing/customers/{customerId}/documents?limit=&continuation=: the documents of a customer, by year, series and number. */
export const getCustomerDocuments = queryRoute(edge, {
  name: 'GetCustomerDocuments',
  roles: everybody,
  path: 'billing/customers/{customerId}/documents',
  parameters: z.strictObject({ customerId: entityId, ...pageParameters }),
  answers: z.object({ items: z.array(listedDocumentSchema).readonly(), continuation: z.string().nullable() }),
  problems: [unknownContinuation],
  handle: async ({ customerId, ...page }, { reach }) => {
    const isReached = reach === 'all' || reach.ownerId === customerId;
    const read = async (after: string | undefined, atMost: number): Promise<readonly ListedDocument[]> =>
      isReached ? documentsOfCustomer(customerId, after, atMost) : [];
    return { body: await keyPage({ name: `documents of ${customerId}`, keyOf: listedId, read }, page) };
  },
});
