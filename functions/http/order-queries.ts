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
import { asOf, historyOf } from '../../application/history.ts';
import { mailSchema } from '../../application/mailbox.ts';
import { orderView, orderViewSchema } from '../../application/order/order-view.ts';
import { viewQuery } from '../../application/view-query.ts';
import { order } from '../../domain/order/index.ts';
import { entityId } from '../../domain/values.ts';
import { capabilities } from '../composition.ts';
import { customerOrders } from '../projections/orders-by-customer.ts';
import { orders } from '../projections/orders.ts';

const unknown = { status: 404, name: 'order-not-placed', title: 'There is no such order' };
const unknownThen = { status: 404, name: 'nothing-then', title: 'There was no such order then' };

const remembering = { ...capabilities, aggregate: order, view: orderView };
const currentOrder = viewQuery({ ...capabilities, readModel: orders });
const orderHistory = historyOf(remembering);
const pastOrder = asOf(remembering);

/** GET /api/orders/{orderId}?minVersion= */
export const getOrder = queryRoute({
  name: 'GetOrder',
  gate: capabilities.gate,
  path: 'orders/{orderId}',
  parameters: z.strictObject({ orderId: entityId, minVersion: version.exactOptional() }),
  answers: documentOf(orderViewSchema),
  problems: [unknown, viewIsLate],
  handle: async ({ orderId, minVersion }) =>
    answerWithView(await currentOrder({ id: orderId, partition: orderId }, minVersion), unknown),
});

/** GET /api/orders?customerId=&limit=&continuation=: newest first. */
export const listOrders = queryRoute({
  name: 'ListOrders',
  gate: capabilities.gate,
  path: 'orders',
  parameters: z.strictObject({ customerId: entityId.exactOptional(), ...pageParameters }),
  answers: pageOf(orderViewSchema),
  problems: [unknownContinuation],
  handle: async ({ customerId, ...page }) =>
    answerWithPage(await customerOrders.list(customerId === undefined ? page : { ...page, partition: customerId })),
});

/** GET /api/orders/{orderId}/history: who, when, what, and which values it changed. */
export const getOrderHistory = queryRoute({
  name: 'GetOrderHistory',
  gate: capabilities.gate,
  path: 'orders/{orderId}/history',
  parameters: z.strictObject({ orderId: entityId }),
  answers: historyAnswer('orderId'),
  problems: [unknown],
  handle: async ({ orderId }) => {
    const history = await orderHistory(orderId);
    if (history === undefined) return { problem: unknown };
    return { body: { orderId, ...history }, version: history.version };
  },
});

/** GET /api/orders/{orderId}/as-of?version= or ?at= */
export const getOrderAsOf = queryRoute({
  name: 'GetOrderAsOf',
  gate: capabilities.gate,
  path: 'orders/{orderId}/as-of',
  parameters: z.strictObject({ orderId: entityId, ...pointInTimeParameters }).transform(onePointInTime),
  answers: documentOf(orderViewSchema),
  problems: [unknownThen],
  handle: async ({ orderId, point }) => answerWithDocument(await pastOrder(orderId, point), unknownThen),
});

/** GET /api/orders/{orderId}/mails: what the customer was told, oldest first. */
export const getOrderMails = queryRoute({
  name: 'GetOrderMails',
  gate: capabilities.gate,
  path: 'orders/{orderId}/mails',
  parameters: z.strictObject({ orderId: entityId }),
  answers: z.object({ items: z.array(mailSchema).readonly() }),
  handle: async ({ orderId }) => ({ body: { items: await capabilities.mailbox.about(orderId) } }),
});
