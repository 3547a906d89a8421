export { product } from './product.ts';
export type { ProductCommand } from './commands.ts';
export type { ProductEvent } from './events.ts';
export type { Product } from './evolve.ts';
export type { ProductRejection } from './decide.ts';
export { mostReservations, rememberedEndings } from './stock.ts';
export { productContracts, type ProductMessage } from './contracts.ts';
export {
  listedAs,
  productsById,
  productsByName,
  productsByPrice,
  productViewSchema,
  type ProductView,
} from './product-view.ts';
export { products } from './products.ts';
