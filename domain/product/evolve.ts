import { z } from 'zod';
import type { ProductEvent } from './events.ts';
import { noStock, stock, withEnded, withReceived, withReserved, type Stock } from './stock.ts';

const offeredProduct = z
  .object({
    status: z.literal('offered'),
    name: z.string(),
    category: z.string(),
    supplier: z.string().exactOptional(),
    currency: z.string(),
    unitPrice: z.int(),
    stock,
  })
  .readonly();

/** The state that decisions about a product need. */
export const productState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-added') }).readonly(),
  offeredProduct,
  z.object({ status: z.literal('discontinued'), stock }).readonly(),
]);

/** The state that decisions about a product need. */
export type Product = z.infer<typeof productState>;

/** A product that the shop offers. */
export type OfferedProduct = z.infer<typeof offeredProduct>;

/** A product that has been added, offered or not. */
export type AddedProduct = Exclude<Product, { status: 'not-added' }>;

/** A product without events. */
export const initialProduct: Product = { status: 'not-added' };

const whileOffered = (product: Product, change: Partial<Pick<OfferedProduct, 'name' | 'unitPrice'>>): Product =>
  product.status === 'offered' ? { ...product, ...change } : product;

const withStock = (product: Product, change: (held: Stock) => Stock): Product =>
  product.status === 'not-added' ? product : { ...product, stock: change(product.stock) };

/** The product after one more event. */
export const evolve = (product: Product, event: ProductEvent): Product => {
  switch (event.type) {
    case 'ProductAdded':
      return { status: 'offered', ...event.data, stock: noStock };
    case 'ProductRenamed':
      return whileOffered(product, event.data);
    case 'ProductPriceChanged':
      return whileOffered(product, { unitPrice: event.data.to });
    case 'StockReceived':
      return withStock(product, (held) => withReceived(held, event.data.quantity));
    case 'StockReserved':
      return withStock(product, (held) => withReserved(held, event.data.holder, event.data.quantity));
    case 'StockReleased':
      return withStock(product, (held) => withEnded(held, event.data.holder, 'released'));
    case 'StockShipped':
      return withStock(product, (held) => withEnded(held, event.data.holder, 'shipped'));
    case 'ProductDiscontinued':
      return product.status === 'offered' ? { status: 'discontinued', stock: product.stock } : product;
  }
};
