import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import type { KnownFacts } from '../modelling/fact.ts';
import type { OrderCommand } from './commands.ts';
import type { OrderEvent } from './events.ts';
import type { Order, PlacedOrder } from './evolve.ts';
import { fulfilmentOf } from './fulfilment.ts';
import { payingAccount, whyNotPaying, type PayingAccountRejection } from './paying-account.ts';

/** The reasons for which a confirmation is rejected. */
export type ConfirmationRejection =
  | PayingAccountRejection
  | { readonly type: 'OrderNotPlaced' }
  | { readonly type: 'OrderAlreadyConfirmed' }
  | { readonly type: 'OrderAlreadyCancelled' }
  | { readonly type: 'LineWithoutProduct'; readonly sku: string };

type Confirmation = Extract<OrderCommand, { type: 'ConfirmOrder' }>['data'];
type ConfirmationDecision = Decision<OrderEvent, ConfirmationRejection>;

/**
 * Confirms an order once: with the account that pays, or without one. With an account nobody looks at it again before it is paid, so
 * what could not pay is refused here, where it can still be corrected.
 */
export const confirm = ({ accountId }: Confirmation, order: Order, facts: KnownFacts): ConfirmationDecision => {
  switch (order.status) {
    case 'not-placed':
      return reject({ type: 'OrderNotPlaced' });
    case 'cancelled':
      return reject({ type: 'OrderAlreadyCancelled' });
    case 'placed':
      return accountId === undefined
        ? accept({ type: 'OrderConfirmed', data: {} })
        : confirmFrom(accountId, order, facts);
    case 'confirmed':
    case 'paid':
    case 'shipped':
    case 'delivered':
      return order.accountId === accountId ? nothingToDo : reject({ type: 'OrderAlreadyConfirmed' });
  }
};

const confirmFrom = (accountId: string, order: PlacedOrder, facts: KnownFacts): ConfirmationDecision => {
  const data = fulfilmentOf(order, accountId);
  if ('withoutProduct' in data) return reject({ type: 'LineWithoutProduct', sku: data.withoutProduct });
  const why = whyNotPaying(facts.about(payingAccount, accountId), order);
  return why === undefined ? accept({ type: 'OrderConfirmed', data }) : reject(why);
};
