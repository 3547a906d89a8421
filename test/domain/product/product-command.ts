import fc from 'fast-check';
import type { ProductCommand } from '../../../domain/product/index.ts';
import { now } from '../../support/scenario.ts';
import { tea } from './product-examples.ts';

const holder = fc.constantFrom('order-1', 'order-2', 'order-3', 'process-1');
const quantity = fc.integer({ min: 1, max: 4 });
const at = fc.constant(now);

/** Any command to a product: mostly of its stock, between few holders, so that they get into each other's way. */
export const productCommand: fc.Arbitrary<ProductCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ type: fc.constant('AddProduct' as const), data: fc.constant(tea), at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('RenameProduct' as const),
      data: fc.record({ name: fc.constantFrom('Earl Grey', 'Lady Grey') }),
      at,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('ChangeProductPrice' as const),
      data: fc.record({ unitPrice: fc.constantFrom(450, 490) }),
      at,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('ReceiveStock' as const), data: fc.record({ quantity }), at }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('ReserveStock' as const), data: fc.record({ holder, quantity }), at }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constantFrom('ReleaseStock' as const, 'ShipStock' as const),
      data: fc.record({ holder }),
      at,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('DiscontinueProduct' as const), data: fc.constant({}), at }) },
);
