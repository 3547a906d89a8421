import { describe, expect, it } from 'vitest';
import { checkout } from '../../../domain/checkout/index.ts';
import { accepted, after, happens, processScenarios, refusedFor } from '../../support/process-scenario.ts';
import { now } from '../../support/scenario.ts';
import { checkedOut } from '../cart/cart-examples.ts';

const { given } = processScenarios(checkout);

const bought = happens('cart-1', checkedOut(), { version: 3 });

const order = {
  customerId: 'bob',
  currency: 'EUR',
  lines: [
    { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, category: 'Beverages', productId: 'tea' },
    { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, category: 'Sweets', productId: 'cake' },
  ].map((line) => ({ ...line, discountPercent: 0 })),
  placedAt: now,
};

const reason = 'There is another order under the id that this cart was to become.';

describe('A check-out', () => {
  it('places the order that the cart named, at the prices and the moment of the check-out, and completes', () => {
    given(bought)
      .thenAsks('place cart-1')
      .thenCommand({ type: 'PlaceOrder', data: order })
      .thenStatus('running')
      .when(accepted('place', 'cart-1'))
      .thenEvents('Answered', 'ProcessEnded')
      .thenStatus('completed');
  });

  it('ships the order to the country that the customer named', () => {
    given(happens('cart-1', checkedOut(450, 'France'), { version: 3 })).thenCommand({
      type: 'PlaceOrder',
      data: { ...order, country: 'France' },
    });
  });

  it('has the cart say why, and ends with the reason, when another order has the id already', () => {
    const { moment } = given(bought)
      .when(refusedFor('place', 'cart-1', { type: 'OrderAlreadyPlaced' }))
      .thenAsks('report 1')
      .thenCommand({ type: 'FailCartCheckOut', data: { reason } })
      .thenStatus('compensating')
      .when(accepted('report', '1'))
      .thenEvents('Answered', 'ProcessEnded')
      .thenStatus('compensated');
    expect(moment.events).toContainEqual({ type: 'ProcessEnded', data: { how: 'compensated', reason } });
  });

  it('is seen as stuck when the cart does not take the reason', () => {
    given(bought)
      .when(refusedFor('place', 'cart-1', { type: 'OrderAlreadyPlaced' }))
      .when(refusedFor('report', '1', { type: 'CartNotBegun' }))
      .thenAsks()
      .thenStatus('stuck');
  });

  it('is seen as stuck while nobody knows whether the order is placed, and completes once it is', () => {
    given(bought)
      .when(after('PT15M'))
      .thenAsks()
      .thenStatus('stuck')
      .when(accepted('place', 'cart-1'))
      .thenStatus('completed');
  });

  it('is known by its cart, however long the id of the cart is', () => {
    const { moment } = given(happens(`cart-${'a'.repeat(59)}`, checkedOut())).thenAsks('place cart-1');
    expect(moment.state).toMatchObject({ id: 'a'.repeat(59) });
  });
});
