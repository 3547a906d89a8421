import fc from 'fast-check';
import type { ProductCommand } from '../../../domain/product/index.ts';
import { now } from '../../support/scenario.ts';
import { tea } from './product-examples.ts';

const holder = fc.constantFrom(...['1', '2', '3', '4', '5', '6', '7'].map((id) => `order-${id}`), 'process-1');
const quantity = fc.integer({ min: 1, max: 4 });
const at = fc.constant(now);

const receiving = fc.record({ type: fc.constant('ReceiveStock' as const), data: fc.record({ quantity }), at });

/** A command of one holder. */
export const stockCommand = fc.oneof(
  fc.record({ type: fc.constant('ReserveStock' as const), data: fc.record({ holder, quantity }), at }),
  fc.record({ type: fc.constantFrom('ReleaseStock' as const, 'ShipStock' as const), data: fc.record({ holder }), at }),
);

/** Commands that move stock, between few holders, so that they get into each other's way. */
export const movingCommand: fc.Arbitrary<ProductCommand> = fc.oneof(
  { weight: 1, arbitrary: receiving },
  { weight: 4, arbitrary: stockCommand },
);

/** Any command to a product, mostly of its stock. */
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
  { weight: 40, arbitrary: movingCommand },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('DiscontinueProduct' as const), data: fc.constant({}), at }) },
);
