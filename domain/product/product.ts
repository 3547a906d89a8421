import type { Aggregate } from '../modelling/aggregate.ts';
import { productCommands } from './commands.ts';
import { decide, type ProductRejection } from './decide.ts';
import { productEvents } from './events.ts';
import { evolve, initialProduct, productState, type Product } from './evolve.ts';

/** A product: offered at a price until it is discontinued, and its stock, of which no more is ever reserved than there is. */
export const product: Aggregate<Product, typeof productCommands, typeof productEvents, ProductRejection> = {
  category: 'product',
  commands: productCommands,
  events: productEvents,
  state: productState,
  stateVersion: 1,
  initial: initialProduct,
  owner: 'everybody',
  evolve,
  decide,
};
