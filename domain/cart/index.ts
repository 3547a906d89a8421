export { cart } from './cart.ts';
export { mostItems, type CartCommand } from './commands.ts';
export type { CartEvent } from './events.ts';
export type { Cart } from './evolve.ts';
export type { CartRejection } from './decide.ts';
export type { CartLine } from './line.ts';
export { offer, type Offer } from './offer.ts';
export { cartsByBeginning, cartsById, cartViewSchema, type CartView } from './cart-view.ts';
export { carts } from './carts.ts';
