import { z } from 'zod';
import { declareView, type Fold } from '../modelling/view.ts';
import type { ProductEvent } from './events.ts';
import { product } from './product.ts';

/** A product as the catalogue shows it. The price is in minor units. */
export const productViewSchema = z
  .object({
    productId: z.string(),
    status: z.enum(['offered', 'discontinued']),
    name: z.string(),
    /** The name in small letters: what a prefix is compared with, and the order by name. */
    listedAs: z.string(),
    category: z.string(),
    supplier: z.string().exactOptional(),
    currency: z.string(),
    unitPrice: z.int(),
    /** How many can be reserved. */
    available: z.int(),
    /** How many are set aside, and have not left the shop. */
    reserved: z.int(),
  })
  .readonly();

/** A product as the catalogue shows it. */
export type ProductView = z.infer<typeof productViewSchema>;

/** The form in which names are compared. */
export const listedAs = (name: string): string => name.toLowerCase();

/** Folds a product's events into its view. */
export const productView: Fold<ProductEvent, ProductView> = (view, { event, entityId: productId }) => {
  if (event.type === 'ProductAdded') {
    const { name, ...offered } = event.data;
    return { productId, status: 'offered', name, listedAs: listedAs(name), ...offered, available: 0, reserved: 0 };
  }
  return view === undefined ? undefined : { ...view, ...changed(view, event) };
};

const changed = (
  { available, reserved }: ProductView,
  event: Exclude<ProductEvent, { type: 'ProductAdded' }>,
): Partial<ProductView> => {
  switch (event.type) {
    case 'ProductRenamed':
      return { name: event.data.name, listedAs: listedAs(event.data.name) };
    case 'ProductPriceChanged':
      return { unitPrice: event.data.to };
    case 'StockReceived':
      return { available: available + event.data.quantity };
    case 'StockReserved':
      return { available: available - event.data.quantity, reserved: reserved + event.data.quantity };
    case 'StockReleased':
      return { available: available + event.data.quantity, reserved: reserved - event.data.quantity };
    case 'StockShipped':
      return { reserved: reserved - event.data.quantity };
    case 'ProductDiscontinued':
      return { status: 'discontinued' };
  }
};

/** Asks for products by their name or how it begins, in all categories or in one. */
export const productsByName = { equal: ['category', 'status'], prefix: 'listedAs', orderBy: 'listedAs' } as const;

/** Asks for products by what they cost, in all categories or in one. */
export const productsByPrice = {
  equal: ['category', 'status', 'currency'],
  range: 'unitPrice',
  orderBy: 'unitPrice',
} as const;

/** Answers: what does this product cost, how many are there, and which products are there? */
export const productsById = declareView({
  name: 'products',
  source: product,
  schema: productViewSchema,
  fold: productView,
  partition: { by: 'entity', field: 'productId' },
  owner: 'everybody',
  queries: [productsByName, productsByPrice],
});
