import { describe, expect, it } from 'vitest';
import { order, payingAccount, type OrderEvent } from '../../../domain/order/index.ts';
import { knowing } from '../../support/decision-context.ts';
import { now, scenarios } from '../../support/scenario.ts';
import {
  cake,
  cancelled,
  confirmed,
  delivered,
  paid,
  placed,
  placement,
  quantityChanged,
  shipped,
  tea,
  teaRemoved,
} from './order-examples.ts';

const account = (entityId: string, customerId: string, currency: string) => ({
  ...{ kind: payingAccount, entityId },
  fact: { customerId, currency },
});

const { given } = scenarios(
  order,
  knowing(account('savings', 'bob', 'EUR'), account('dollars', 'bob', 'USD'), account('eves', 'eve', 'EUR'), {
    kind: payingAccount,
    entityId: 'nobodys',
    fact: undefined,
  }),
);

const place = { type: 'PlaceOrder', data: placement } as const;
const changeTea = (quantity: number) => ({ type: 'ChangeOrderQuantity', data: { sku: 'tea', quantity } }) as const;
const removeTea = { type: 'RemoveOrderLine', data: { sku: 'tea' } } as const;
const confirm = { type: 'ConfirmOrder', data: {} } as const;
const pay = { type: 'PayOrder', data: {} } as const;
const ship = { type: 'ShipOrder', data: { shippedAt: '2026-05-02T09:00:00.000Z' } } as const;
const deliver = { type: 'DeliverOrder', data: {} } as const;
const cancel = { type: 'CancelOrder', data: { reason: 'changed my mind' } } as const;

describe('placing an order', () => {
  it('starts it', () => given().when(place).then(placed));

  it('takes the moment of asking when none is given', () => {
    const withoutMoment = { customerId: 'bob', currency: 'EUR', lines: [tea, cake] };
    given()
      .when({ type: 'PlaceOrder', data: withoutMoment })
      .then({ type: 'OrderPlaced', data: { ...placement, placedAt: now } });
  });

  it('is nothing to do when the same order stands already', () => given(placed).when(place).thenNothing());

  it('is nothing to do when the same order stands already and no moment is given', () =>
    given(placed)
      .when({ type: 'PlaceOrder', data: { customerId: 'bob', currency: 'EUR', lines: [tea, cake] } })
      .thenNothing());

  it.each([
    ['another customer', { ...placement, customerId: 'eve' }],
    ['another currency', { ...placement, currency: 'USD' }],
    ['another moment', { ...placement, placedAt: '2026-05-02T09:00:00.000Z' }],
    ['fewer lines', { ...placement, lines: [tea] }],
    ['more lines', { ...placement, lines: [tea, cake, { ...cake, sku: 'pie' }] }],
    ['another article', { ...placement, lines: [{ ...tea, sku: 'mate' }, cake] }],
    ['another name', { ...placement, lines: [{ ...tea, name: 'Mate' }, cake] }],
    ['another price', { ...placement, lines: [{ ...tea, unitPrice: 451 }, cake] }],
    ['another quantity', { ...placement, lines: [{ ...tea, quantity: 6 }, cake] }],
    ['another discount', { ...placement, lines: [{ ...tea, discountPercent: 1 }, cake] }],
    ['a country', { ...placement, country: 'France' }],
    ['a product', { ...placement, lines: [{ ...tea, productId: 'earl-grey' }, cake] }],
    ['a category', { ...placement, lines: [{ ...tea, category: 'Beverages' }, cake] }],
  ])('is refused over an order with %s', (_, data) =>
    given(placed).when({ type: 'PlaceOrder', data }).thenRejected({ type: 'OrderAlreadyPlaced' }),
  );

  it.each([
    ['confirmed', [placed, confirmed]],
    ['cancelled', [placed, cancelled]],
  ])('is refused over an order that is %s', (_, history) =>
    given(...history)
      .when(place)
      .thenRejected({ type: 'OrderAlreadyPlaced' }),
  );
});

describe('changing a quantity', () => {
  it('keeps what it was before', () => given(placed).when(changeTea(6)).then(quantityChanged(5, 6)));

  it('starts from the last change', () =>
    given(placed, quantityChanged(5, 6)).when(changeTea(5)).then(quantityChanged(6, 5)));

  it('is nothing to do when the line has that many already', () => given(placed).when(changeTea(5)).thenNothing());

  it('leaves the other lines alone', () =>
    given(placed, quantityChanged(5, 6))
      .when({ type: 'ChangeOrderQuantity', data: { sku: 'cake', quantity: 1 } })
      .thenNothing());

  it('is refused for an article that is not in the order', () =>
    given(placed)
      .when({ type: 'ChangeOrderQuantity', data: { sku: 'pie', quantity: 1 } })
      .thenRejected({ type: 'LineNotFound', sku: 'pie' }));
});

describe('removing a line', () => {
  it('takes it out', () => given(placed).when(removeTea).then(teaRemoved));

  it('is nothing to do a second time', () => given(placed, teaRemoved).when(removeTea).thenNothing());

  it('is refused for an article that never was in the order', () =>
    given(placed)
      .when({ type: 'RemoveOrderLine', data: { sku: 'pie' } })
      .thenRejected({ type: 'LineNotFound', sku: 'pie' }));

  it('is refused for the last line', () =>
    given(placed, teaRemoved)
      .when({ type: 'RemoveOrderLine', data: { sku: 'cake' } })
      .thenRejected({ type: 'OrderNeedsALine' }));
});

describe('the lines of an order', () => {
  it.each([
    ['confirmed', [placed, confirmed]],
    ['paid', [placed, confirmed, paid]],
    ['shipped', [placed, confirmed, paid, shipped]],
    ['delivered', [placed, confirmed, paid, shipped, delivered]],
  ])('stand once it is %s', (_, history) => {
    given(...history)
      .when(changeTea(6))
      .thenRejected({ type: 'OrderAlreadyConfirmed' });
    given(...history)
      .when(removeTea)
      .thenRejected({ type: 'OrderAlreadyConfirmed' });
  });

  it('stand once it is cancelled', () => {
    given(placed, cancelled).when(changeTea(6)).thenRejected({ type: 'OrderAlreadyCancelled' });
    given(placed, cancelled).when(removeTea).thenRejected({ type: 'OrderAlreadyCancelled' });
  });

  it('are none before it is placed', () => {
    given().when(changeTea(6)).thenRejected({ type: 'OrderNotPlaced' });
    given().when(removeTea).thenRejected({ type: 'OrderNotPlaced' });
  });
});

describe('the journey of an order', () => {
  it('is placed, confirmed, paid, shipped, delivered', () => {
    given(placed).when(confirm).then(confirmed);
    given(placed, confirmed).when(pay).then(paid);
    given(placed, confirmed, paid).when(ship).then(shipped);
    given(placed, confirmed, paid, shipped).when(deliver).then(delivered);
  });

  it('ships at the moment of asking when none is given', () =>
    given(placed, confirmed, paid)
      .when({ type: 'ShipOrder', data: {} })
      .then({ type: 'OrderShipped', data: { shippedAt: now } }));

  it('keeps the moment at which it shipped, whatever a repetition names', () =>
    given(placed, confirmed, paid, shipped)
      .when({ type: 'ShipOrder', data: { shippedAt: '2026-05-03T09:00:00.000Z' } })
      .thenNothing());

  it('leaves out no step', () => {
    given(placed).when(pay).thenRejected({ type: 'OrderNotConfirmed' });
    given(placed).when(ship).thenRejected({ type: 'OrderNotPaid' });
    given(placed, confirmed).when(ship).thenRejected({ type: 'OrderNotPaid' });
    given(placed, confirmed).when(deliver).thenRejected({ type: 'OrderNotShipped' });
    given(placed, confirmed, paid).when(deliver).thenRejected({ type: 'OrderNotShipped' });
  });

  it('takes no step twice, however late the repetition comes', () => {
    given(placed, confirmed).when(confirm).thenNothing();
    given(placed, confirmed, paid).when(confirm).thenNothing();
    given(placed, confirmed, paid).when(pay).thenNothing();
    given(placed, confirmed, paid, shipped).when(ship).thenNothing();
    given(placed, confirmed, paid, shipped, delivered).when(confirm).thenNothing();
    given(placed, confirmed, paid, shipped, delivered).when(deliver).thenNothing();
  });

  it.each([confirm, pay, ship, deliver])('has no $type before the order is placed or after it is cancelled', (step) => {
    given().when(step).thenRejected({ type: 'OrderNotPlaced' });
    given(placed, cancelled).when(step).thenRejected({ type: 'OrderAlreadyCancelled' });
  });
});

describe('cancelling an order', () => {
  it.each([
    ['placed', [placed]],
    ['confirmed', [placed, confirmed]],
    ['paid', [placed, confirmed, paid]],
  ])('is possible while it is %s', (_, history) =>
    given(...history)
      .when(cancel)
      .then(cancelled),
  );

  it('is refused once it has shipped', () => {
    given(placed, confirmed, paid, shipped).when(cancel).thenRejected({ type: 'OrderAlreadyShipped' });
    given(placed, confirmed, paid, shipped, delivered).when(cancel).thenRejected({ type: 'OrderAlreadyShipped' });
  });

  it('is nothing to do a second time', () => given(placed, cancelled).when(cancel).thenNothing());

  it('is refused for an order that was not placed', () =>
    given().when(cancel).thenRejected({ type: 'OrderNotPlaced' }));
});

it('an order that was just placed has lost no line', () => {
  expect(order.evolve(order.initial, placed)).toEqual({ status: 'placed', ...placement, removedSkus: [] });
});

it('folds any history, also one that no decision would write', () => {
  expect([quantityChanged(5, 6), teaRemoved].reduce(order.evolve, order.initial)).toEqual(order.initial);
});

describe('an order that an account pays', () => {
  const productId = 'earl-grey';
  const placedOfProducts: OrderEvent = {
    type: 'OrderPlaced',
    data: {
      ...placement,
      lines: [
        { ...tea, productId },
        { ...cake, productId: 'sponge' },
      ],
    },
  };
  const confirmFrom = (accountId: string) => ({ type: 'ConfirmOrder', data: { accountId } }) as const;
  const confirmedFrom: OrderEvent = {
    type: 'OrderConfirmed',
    data: {
      fulfilment: {
        customerId: 'bob',
        accountId: 'savings',
        currency: 'EUR',
        amount: 3411,
        goods: [
          { productId, name: 'Earl Grey', quantity: 5 },
          { productId: 'sponge', name: 'Victoria sponge', quantity: 1 },
        ],
      },
    },
  };
  const paidFrom: OrderEvent = { type: 'OrderPaid', data: { accountId: 'savings' } };
  const payFrom = (accountId: string) => ({ type: 'PayOrderFromAccount', data: { accountId } }) as const;

  it('is confirmed with all that its fulfilment needs', () =>
    given(placedOfProducts).when(confirmFrom('savings')).then(confirmedFrom));

  it('is confirmed with the quantities that were changed last, and without the lines that were removed', () => {
    const goods = [{ productId: 'sponge', name: 'Victoria sponge', quantity: 1 }];
    given(placedOfProducts, quantityChanged(5, 6), teaRemoved)
      .when(confirmFrom('savings'))
      .then({
        type: 'OrderConfirmed',
        data: {
          fulfilment: { customerId: 'bob', accountId: 'savings', currency: 'EUR', amount: 1161, goods },
        },
      });
  });

  it('names a product on every line', () =>
    given({ type: 'OrderPlaced', data: { ...placement, lines: [{ ...tea, productId }, cake] } })
      .when(confirmFrom('savings'))
      .thenRejected({ type: 'LineWithoutProduct', sku: 'cake' }));

  it('is confirmed with an account that is there, of its customer, in its currency', () => {
    const { when } = given(placedOfProducts);
    when(confirmFrom('nobodys')).thenRejected({ type: 'PayingAccountNotOpened' });
    when(confirmFrom('eves')).thenRejected({ type: 'PayingAccountOfAnotherCustomer' });
    when(confirmFrom('dollars')).thenRejected({ type: 'PayingAccountInOtherCurrency', currency: 'USD' });
  });

  it('is confirmed once, with one account', () => {
    given(placedOfProducts, confirmedFrom, paidFrom).when(confirmFrom('savings')).thenNothing();
    given(placedOfProducts, confirmedFrom).when(confirm).thenRejected({ type: 'OrderAlreadyConfirmed' });
    given(placedOfProducts, confirmedFrom, paidFrom).when(confirm).thenRejected({ type: 'OrderAlreadyConfirmed' });
    given(placedOfProducts, confirmedFrom).when(confirmFrom('other')).thenRejected({ type: 'OrderAlreadyConfirmed' });
    given(placedOfProducts, confirmed).when(confirmFrom('savings')).thenRejected({ type: 'OrderAlreadyConfirmed' });
  });

  it('is confirmed only when it was placed and not cancelled', () => {
    given().when(confirmFrom('savings')).thenRejected({ type: 'OrderNotPlaced' });
    given(placedOfProducts, cancelled).when(confirmFrom('savings')).thenRejected({ type: 'OrderAlreadyCancelled' });
  });

  it('is paid from that account, once', () => {
    given(placedOfProducts, confirmedFrom).when(payFrom('savings')).then(paidFrom);
    given(placedOfProducts, confirmedFrom, paidFrom, shipped).when(payFrom('savings')).thenNothing();
  });

  it.each([
    ['another account', [placedOfProducts, confirmedFrom]],
    ['no account', [placedOfProducts, confirmed]],
  ])('is not paid from an account when it was confirmed with %s', (_, history) =>
    given(...history)
      .when(payFrom('other'))
      .thenRejected({ type: 'OrderNotPaidFromAccount' }),
  );

  it('is not paid by hand, too', () =>
    given(placedOfProducts, confirmedFrom)
      .when(pay)
      .thenRejected({ type: 'OrderPaidFromAccount', accountId: 'savings' }));

  it('is not paid before it is confirmed, and not once it is cancelled', () => {
    given(placedOfProducts).when(payFrom('savings')).thenRejected({ type: 'OrderNotConfirmed' });
    given(placedOfProducts, confirmedFrom, cancelled)
      .when(payFrom('savings'))
      .thenRejected({ type: 'OrderAlreadyCancelled' });
  });
});
