import { describe, expect, it } from 'vitest';
import { longestCartId } from '../../../domain/cart-order-id.ts';
import { cart, mostItems } from '../../../domain/cart/index.ts';
import { scenarios } from '../../support/scenario.ts';
import {
  cake,
  cakeAdded,
  checkedOut,
  checkOutFailed,
  inShop,
  tea,
  teaAdded,
  teaChanged,
  teaRemoved,
} from './cart-examples.ts';

const { given } = scenarios(cart, inShop());
const add = (productId: string, quantity: number, customerId = 'bob') =>
  ({ type: 'AddCartItem', data: { customerId, productId, quantity } }) as const;
const change = (productId: string, quantity: number) =>
  ({ type: 'ChangeCartItemQuantity', data: { productId, quantity } }) as const;
const remove = (productId: string) => ({ type: 'RemoveCartItem', data: { productId } }) as const;
const fiveTeas = { productId: 'tea', quantity: 5, unitPrice: 450 };
const oneCake = { productId: 'cake', quantity: 1, unitPrice: 1290 };
const checkOut = (items = [fiveTeas, oneCake], country?: string) =>
  ({ type: 'CheckOutCart', data: { items, ...(country === undefined ? {} : { country }) } }) as const;
const fail = { type: 'FailCartCheckOut', data: { reason: 'There is another order.' } } as const;

describe('putting a product into a cart', () => {
  it('begins the cart with the first, at the price in the catalogue', () => given().when(add('tea', 5)).then(teaAdded));

  it('adds to what is there', () => given(teaAdded).when(add('cake', 1)).then(cakeAdded));

  it('is nothing to do for as many as are there', () => given(teaAdded).when(add('tea', 5)).thenNothing());

  it('is refused for another quantity of what is there: that is changed', () =>
    given(teaAdded).when(add('tea', 6)).thenRejected({ type: 'ItemAlreadyInCart', quantity: 5 }));

  it('is refused for a product that the shop does not know', () =>
    given().when(add('pie', 1)).thenRejected({ type: 'ProductNotOffered', productId: 'pie' }));

  it('is refused for a product that is discontinued', () =>
    scenarios(cart, inShop({ tea: { ...tea, status: 'discontinued' } }))
      .given()
      .when(add('tea', 1))
      .thenRejected({ type: 'ProductNotOffered', productId: 'tea' }));

  it('is refused for a price in another currency than the rest, and not once the rest is gone', () => {
    const inDollars = scenarios(cart, inShop({ cake: { ...cake, currency: 'USD' } }));
    inDollars.given(teaAdded).when(add('cake', 1)).thenRejected({ type: 'CartInOtherCurrency', currency: 'EUR' });
    inDollars
      .given(teaAdded, teaRemoved)
      .when(add('cake', 1))
      .then({ ...cakeAdded, data: { ...cakeAdded.data, currency: 'USD' } } as typeof cakeAdded);
  });

  it('is refused in the cart of another customer', () =>
    given(teaAdded)
      .when(add('cake', 1, 'eve'))
      .thenRejected({ type: 'CartOfAnotherCustomer' }));

  it('is refused where the cart is as full as one can be', () => {
    const others = Array.from({ length: mostItems }, (_, n) => ({
      ...teaAdded,
      data: { ...teaAdded.data, productId: `tea-${n}` },
    })) as (typeof teaAdded)[];
    given(...others)
      .when(add('cake', 1))
      .thenRejected({ type: 'CartFull', most: mostItems });
    given(...others.slice(1))
      .when(add('cake', 1))
      .then(cakeAdded);
  });

  it('is refused under an id of which no order could be named', () => {
    const longest = 'c'.repeat(longestCartId);
    scenarios(cart, { ...inShop(), entityId: longest })
      .given()
      .when(add('tea', 5))
      .then(teaAdded);
    scenarios(cart, { ...inShop(), entityId: `${longest}c` })
      .given()
      .when(add('tea', 5))
      .thenRejected({ type: 'CartIdTooLong', longest: 59 });
  });
});

describe('changing a cart', () => {
  it('keeps how many there were before', () => given(teaAdded).when(change('tea', 6)).then(teaChanged));

  it('starts from the last change, and leaves the others alone', () => {
    given(teaAdded, cakeAdded, teaChanged).when(change('tea', 6)).thenNothing();
    given(teaAdded, cakeAdded, teaChanged).when(change('cake', 1)).thenNothing();
  });

  it('is refused for what is not in it', () =>
    given(teaAdded).when(change('cake', 6)).thenRejected({ type: 'ItemNotInCart', productId: 'cake' }));

  it('takes a product out, once', () => {
    given(teaAdded, cakeAdded).when(remove('tea')).then(teaRemoved);
    given(teaAdded, cakeAdded, teaRemoved).when(remove('tea')).thenNothing();
  });

  it('is refused before anything was put in', () => {
    given().when(change('tea', 6)).thenRejected({ type: 'CartNotBegun' });
    given().when(remove('tea')).thenRejected({ type: 'CartNotBegun' });
    given().when(checkOut()).thenRejected({ type: 'CartNotBegun' });
  });
});

describe('checking a cart out', () => {
  it('sells what is in it, at the prices that the customer agrees to', () => {
    given(teaAdded, cakeAdded).when(checkOut()).then(checkedOut());
    given(teaAdded, cakeAdded).when(checkOut(undefined, 'France')).then(checkedOut(450, 'France'));
  });

  it('is refused where a price has changed since, and tells the old one and the new', () =>
    scenarios(cart, inShop({ tea: { ...tea, unitPrice: 500 } }))
      .given(teaAdded, cakeAdded)
      .when(checkOut())
      .thenRejected({ type: 'OffersChanged', changes: [{ productId: 'tea', from: 450, to: 500 }] }));

  it('sells at the new price once the customer agrees to it', () =>
    scenarios(cart, inShop({ tea: { ...tea, unitPrice: 500 } }))
      .given(teaAdded, cakeAdded)
      .when(checkOut([{ ...fiveTeas, unitPrice: 500 }, oneCake]))
      .then(checkedOut(500)));

  it('is refused again where the price has changed once more since the customer agreed', () =>
    scenarios(cart, inShop({ tea: { ...tea, unitPrice: 550 } }))
      .given(teaAdded, cakeAdded)
      .when(checkOut([{ ...fiveTeas, unitPrice: 500 }, oneCake]))
      .thenRejected({ type: 'OffersChanged', changes: [{ productId: 'tea', from: 500, to: 550 }] }));

  it('is refused at a price that is lower by now, too: nothing binds that was not shown', () =>
    given(teaAdded, cakeAdded)
      .when(checkOut([{ ...fiveTeas, unitPrice: 500 }, oneCake]))
      .thenRejected({ type: 'OffersChanged', changes: [{ productId: 'tea', from: 500, to: 450 }] }));

  it.each([
    ['discontinued', { ...tea, status: 'discontinued' as const }],
    ['unknown', undefined],
    ['sold in another currency', { ...tea, currency: 'USD' }],
  ])('is refused for a product that is %s', (_, known) =>
    scenarios(cart, inShop({ tea: known }))
      .given(teaAdded, cakeAdded)
      .when(checkOut())
      .thenRejected({ type: 'OffersChanged', changes: [{ productId: 'tea', from: 450, isOffered: false }] }),
  );

  it.each([
    ['another quantity', [{ ...fiveTeas, quantity: 6 }, oneCake]],
    ['a product less', [fiveTeas]],
    ['another product', [fiveTeas, { ...oneCake, productId: 'pie' }]],
  ])('is refused where the customer agreed to %s', (_, items) =>
    given(teaAdded, cakeAdded)
      .when(checkOut(items))
      .thenRejected({
        type: 'CartDiffers',
        items: [
          { productId: 'tea', quantity: 5 },
          { productId: 'cake', quantity: 1 },
        ],
      }),
  );

  it('is refused for somebody who is no customer, or no longer', () => {
    const to = (bob: Parameters<typeof inShop>[0]) => scenarios(cart, inShop(bob)).given(teaAdded, cakeAdded);
    to({ bob: undefined }).when(checkOut()).thenRejected({ type: 'BuyerNotRegistered' });
    to({ bob: { status: 'erased' } })
      .when(checkOut())
      .thenRejected({ type: 'BuyerErased' });
  });

  it('is refused for an empty cart', () =>
    given(teaAdded, teaRemoved)
      .when(checkOut([fiveTeas]))
      .thenRejected({ type: 'CartEmpty' }));

  it('is nothing to do a second time, whatever the order of the items', () => {
    given(teaAdded, cakeAdded, checkedOut()).when(checkOut()).thenNothing();
    given(teaAdded, cakeAdded, checkedOut(450, 'France'))
      .when(checkOut([oneCake, fiveTeas], 'France'))
      .thenNothing();
  });

  it.each([
    ['price', checkOut([{ ...fiveTeas, unitPrice: 500 }, oneCake])],
    ['quantity', checkOut([{ ...fiveTeas, quantity: 6 }, oneCake])],
    ['country', checkOut(undefined, 'Spain')],
  ])('is refused a second time with another %s', (_, command) =>
    given(teaAdded, cakeAdded, checkedOut())
      .when(command)
      .thenRejected({ type: 'CartAlreadyCheckedOut', orderId: 'cart-1' }),
  );
});

it.each([add('cake', 1), change('tea', 6), remove('tea')])('a cart that is checked out takes no $type', (command) =>
  given(teaAdded, checkedOut()).when(command).thenRejected({ type: 'CartAlreadyCheckedOut', orderId: 'cart-1' }),
);

describe('a check-out that fails', () => {
  it('is recorded with the reason, once', () => {
    given(teaAdded, cakeAdded, checkedOut()).when(fail).then(checkOutFailed);
    given(teaAdded, cakeAdded, checkedOut(), checkOutFailed).when(fail).thenNothing();
  });

  it('is refused of a cart that is not checked out', () => {
    given().when(fail).thenRejected({ type: 'CartNotBegun' });
    given(teaAdded).when(fail).thenRejected({ type: 'CartNotCheckedOut' });
  });

  it.each([add('cake', 1), change('tea', 6), remove('tea'), checkOut()])(
    'leaves a cart that takes no $type, and says why',
    (command) =>
      given(teaAdded, cakeAdded, checkedOut(), checkOutFailed)
        .when(command)
        .thenRejected({ type: 'CartCheckOutFailed', reason: 'There is another order.' }),
  );
});

describe('the shape of a check-out', () => {
  const faultsOf = (items: unknown) =>
    cart.commands.CheckOutCart.safeParse({ items }).error?.issues.map(({ path }) => path.join('.'));

  it.each([
    ['no items', [], 'items'],
    [
      'more items than a cart can have',
      Array.from({ length: 51 }, (_, n) => ({ ...fiveTeas, productId: `${n}` })),
      'items',
    ],
    ['a product twice', [fiveTeas, fiveTeas], 'items.1.productId'],
    ['no price', [{ productId: 'tea', quantity: 5 }], 'items.0.unitPrice'],
    ['a part of a cent', [{ ...fiveTeas, unitPrice: 4.5 }], 'items.0.unitPrice'],
    ['nothing of a product', [{ ...fiveTeas, quantity: 0 }], 'items.0.quantity'],
    ['a name of its own', [{ ...fiveTeas, name: 'Mate' }], 'items.0'],
  ])('is refused with %s', (_, items, path) => expect(faultsOf(items)).toEqual([path]));
});
