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
import { ordersByCustomer, ordersById, orderViewSchema } from '../../domain/order/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'order-not-placed', title: 'There is no such order' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const orders = edge.system.readerOf(ordersById);
const customerOrders = edge.system.readerOf(ordersByCustomer);

/** GET /api/orders/{orderId}?minVersion= */
export const getOrder = queryRoute(edge, {
  name: 'GetOrder',
  roles: everybody,
  path: 'orders/{orderId}',
  parameters: z.strictObject({ orderId: entityId, minVersion: version.exactOptional() }),
  answers: documentOf(orderViewSchema),
  problems: [unknown, ...viewProblems],
  handle: async ({ orderId, minVersion }, caller) =>
    answerWithView(await orders.for(caller).read({ id: orderId, partition: orderId }, minVersion), unknown),
});

/** GET /api/orders?customerId=&limit=&continuation=: newest first. A customer gets only its own. */
export const listOrders = queryRoute(edge, {
  name: 'ListOrders',
  roles: everybody,
  path: 'orders',
  parameters: z.strictObject({ customerId: entityId.exactOptional(), ...pageParameters }),
  answers: pageOf(orderViewSchema),
  problems: [unknownContinuation],
  handle: async ({ customerId, ...page }, caller) => {
    const asked = customerId === undefined ? page : { ...page, partition: customerId };
    return answerWithPage(await customerOrders.for(caller).list(asked));
  },
});

/** GET /api/orders/{id}/history, …/as-of and …/changes: who did what and when; as it was then; what differs between two points. */
export const orderHistory = historyRoutes(edge, {
  name: 'Order',
  roles: everybody,
  plural: 'orders',
  idName: 'orderId',
  view: ordersById,
  unknown,
  unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such order then' },
});
