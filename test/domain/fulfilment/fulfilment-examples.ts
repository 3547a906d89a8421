import { happens } from '../../support/process-scenario.ts';

/** Bob's order of five teas and a cake, which his savings pay. */
export const wanted = {
  customerId: 'bob',
  accountId: 'savings',
  currency: 'EUR',
  amount: 3411,
  goods: [
    { productId: 'earl-grey', name: 'Earl Grey', quantity: 5 },
    { productId: 'sponge', name: 'Victoria sponge', quantity: 1 },
  ],
};

/** The order is confirmed, differently in this. */
export const confirmation = (change: Partial<typeof wanted> = {}) =>
  ({ type: 'OrderConfirmed', data: { fulfilment: { ...wanted, ...change } } }) as const;

export const confirmed = happens('order-1', confirmation(), { version: 2 });

export const cancelledByHand = happens(
  'order-1',
  { type: 'OrderCancelled', data: { reason: 'It rains' } },
  { version: 3 },
);
