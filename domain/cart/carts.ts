import { declareModule } from '../modelling/system.ts';
import { cartsById } from './cart-view.ts';
import { cart } from './cart.ts';

/** All that the shop declares about carts. What they become is published as orders. */
export const carts = declareModule({
  aggregate: cart,
  views: [cartsById],
});
