import fc from 'fast-check';
import type { CartCommand } from '../../../domain/cart/index.ts';
import { now as at } from '../../support/scenario.ts';

const productId = fc.constantFrom('tea', 'cake', 'pie');
const quantity = fc.integer({ min: 1, max: 2 });
const item = fc.record({ productId, quantity, unitPrice: fc.constantFrom(450, 1290, 1) });

/** Any command to a cart, of few products and customers, so that most meet what is there. */
export const cartCommand: fc.Arbitrary<CartCommand> = fc.oneof(
  fc.record({
    type: fc.constant('AddCartItem' as const),
    data: fc.record({ customerId: fc.constantFrom('bob', 'bob', 'eve'), productId, quantity }),
    at: fc.constant(at),
  }),
  fc.record({
    type: fc.constant('ChangeCartItemQuantity' as const),
    data: fc.record({ productId, quantity }),
    at: fc.constant(at),
  }),
  fc.record({ type: fc.constant('RemoveCartItem' as const), data: fc.record({ productId }), at: fc.constant(at) }),
  fc.record({
    type: fc.constant('FailCartCheckOut' as const),
    data: fc.record({ reason: fc.constant('There is another order.') }),
    at: fc.constant(at),
  }),
  fc.record({
    type: fc.constant('CheckOutCart' as const),
    data: fc.record(
      {
        items: fc.uniqueArray(item, { minLength: 1, maxLength: 2, selector: (one) => one.productId }),
        country: fc.constant('France'),
      },
      { requiredKeys: ['items'] },
    ),
    at: fc.constant(at),
  }),
);
