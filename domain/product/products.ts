import { declareModule } from '../modelling/system.ts';
import { productsById } from './product-view.ts';
import { product } from './product.ts';
import { productPublication } from './publication.ts';

/** All that the shop declares about products. */
export const products = declareModule({
  aggregate: product,
  views: [productsById],
  contracts: productPublication,
});
