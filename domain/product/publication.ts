import type { Contract, Contracts } from '../modelling/contract.ts';
import type { Recorded } from '../modelling/recorded.ts';
import { productContracts, type ProductMessage } from './contracts.ts';
import type { ProductEvent, productEvents } from './events.ts';

const contractOf = ({
  event,
  entityId: productId,
}: Recorded<ProductEvent>): (ProductMessage & Contract) | undefined => {
  switch (event.type) {
    case 'ProductAdded': {
      const { name, category, currency, unitPrice } = event.data;
      return { type: 'shop.product-added.v1', data: { productId, name, category, currency, unitPrice } };
    }
    case 'ProductRenamed':
      return { type: 'shop.product-renamed.v1', data: { productId, ...event.data } };
    case 'ProductPriceChanged':
      return { type: 'shop.product-price-changed.v1', data: { productId, ...event.data } };
    case 'ProductDiscontinued':
      return { type: 'shop.product-discontinued.v1', data: { productId } };
    case 'StockReceived':
    case 'StockReserved':
    case 'StockReleased':
    case 'StockShipped':
      return undefined;
  }
};

/** Publishes what changes in the catalogue. Stock, and who the supplier is, stay inside. */
export const productPublication: Contracts<typeof productEvents> = { schemas: productContracts, contractOf };
