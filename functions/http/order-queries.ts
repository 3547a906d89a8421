import { z } from 'zod';
import {
  answerWithSearch,
  documentRoute,
  historyRoutes,
  inOrder,
  pageParameters,
  queryRoute,
  searchedPageOf,
  searchParameters,
  sortDirection,
  unknownContinuation,
} from '../../adapters/azure-functions/index.ts';
import { ordersByCustomer, ordersById, ordersByTime, orderViewSchema } from '../../domain/order/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'order-not-placed', title: 'There is no such order' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const orderSearch = edge.system.readerOf(ordersByCustomer).search(ordersByTime);
const { status } = orderViewSchema.unwrap().shape;

/** GET /api/orders/{id}?minVersion= */
export const getOrder = documentRoute(edge, {
  name: 'Order',
  roles: everybody,
  plural: 'orders',
  view: ordersById,
  unknown,
});

/**
 * GET /api/orders?status=&customerId=&from=&to=&order=&count=&limit=&continuation=: newest first, or oldest first. A customer gets
 * only its own.
 */
export const listOrders = queryRoute(edge, {
  name: 'ListOrders',
  shows: ordersByCustomer,
  roles: everybody,
  path: 'orders',
  parameters: z
    .strictObject({
      status: status.exactOptional(),
      customerId: entityId.exactOptional(),
      ...searchParameters,
      order: sortDirection,
      ...pageParameters,
    })
    .superRefine(inOrder),
  answers: searchedPageOf(orderViewSchema),
  problems: [unknownContinuation],
  handle: async ({ status: wanted, customerId, order: direction, ...asked }, caller) =>
    answerWithSearch(
      orderSearch.for(caller),
      {
        ...asked,
        direction,
        equal: { status: wanted },
        ...(customerId === undefined ? {} : { partition: customerId }),
      },
      { partition: 'customerId' },
    ),
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
