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
import { cartsByBeginning, cartsById, cartViewSchema } from '../../domain/cart/index.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'cart-not-begun', title: 'There is no such cart' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const carts = edge.system.readerOf(cartsById);
const search = carts.search(cartsByBeginning);
const { status } = cartViewSchema.unwrap().shape;

/** GET /api/carts/{id}?minVersion= */
export const getCart = documentRoute(edge, {
  name: 'Cart',
  roles: everybody,
  plural: 'carts',
  view: cartsById,
  unknown,
});

/** GET /api/carts?customerId=&status=&order=&limit=&continuation=: begun last first. A customer gets only its own. */
export const listCarts = queryRoute(edge, {
  name: 'ListCarts',
  shows: cartsById,
  roles: everybody,
  path: 'carts',
  parameters: z.strictObject({
    customerId: entityId.exactOptional(),
    status: status.exactOptional(),
    order: sortDirection,
    ...pageParameters,
  }),
  answers: pageOf(cartViewSchema),
  problems: [unknownContinuation],
  handle: async ({ customerId, status: wanted, order: direction, ...page }, caller) =>
    answerWithPage(await search.for(caller).list({ ...page, direction, equal: { customerId, status: wanted } })),
});

/** GET /api/carts/{id}/history, …/as-of and …/changes: who did what and when; as it was then; what differs between two points. */
export const cartHistory = historyRoutes(edge, {
  name: 'Cart',
  roles: everybody,
  plural: 'carts',
  idName: 'cartId',
  view: cartsById,
  unknown,
  unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such cart then' },
});
