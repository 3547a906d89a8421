import type { EntityId } from './modelling/ids.ts';

const beginning = 'cart-';

/** How many characters the id of a cart may have: that of its order has five more, and may have 64. */
export const longestCartId = 59;

/** The order that a cart becomes: the same for every repetition. */
export const orderIdOf = (cartId: EntityId): EntityId => `${beginning}${cartId}`;

/** Whether an order under this id is one that a cart becomes. */
export const isOfCart = (orderId: EntityId): boolean => orderId.startsWith(beginning);
