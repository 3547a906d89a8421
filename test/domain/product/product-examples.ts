import type { ProductEvent } from '../../../domain/product/index.ts';

/** Fixed examples for every product spec. */
export const tea = { name: 'Earl Grey', category: 'Beverages', currency: 'EUR', unitPrice: 450 };

export const added: ProductEvent = { type: 'ProductAdded', data: tea };
export const renamed: ProductEvent = { type: 'ProductRenamed', data: { name: 'Lady Grey' } };
export const dearer: ProductEvent = { type: 'ProductPriceChanged', data: { from: 450, to: 490 } };
export const discontinued: ProductEvent = { type: 'ProductDiscontinued', data: {} };

export const received = (quantity: number): ProductEvent => ({ type: 'StockReceived', data: { quantity } });

export const reserved = (holder: string, quantity: number): ProductEvent => ({
  type: 'StockReserved',
  data: { holder, quantity },
});

export const released = (holder: string, quantity: number): ProductEvent => ({
  type: 'StockReleased',
  data: { holder, quantity },
});

export const shipped = (holder: string, quantity: number): ProductEvent => ({
  type: 'StockShipped',
  data: { holder, quantity },
});
