import { buyer } from '../buyer.ts';
import type { LooksUp } from '../modelling/aggregate.ts';
import type { OrderCommand } from './commands.ts';
import type { Order } from './evolve.ts';
import { payingAccount } from './paying-account.ts';
import { isForItself } from './place.ts';

/** What decisions about an order need: whether who places it for itself is a customer, and whose the account is that is to pay. */
export const orderLooksUp: LooksUp<OrderCommand, Order> = {
  kinds: [buyer, payingAccount],
  needs: (command, order, asked) => {
    if (command.type === 'PlaceOrder' && order.status === 'not-placed')
      return isForItself(command.data, asked) ? [{ kind: buyer, entityId: command.data.customerId }] : [];
    if (command.type !== 'ConfirmOrder' || order.status !== 'placed') return [];
    const { accountId } = command.data;
    return accountId === undefined ? [] : [{ kind: payingAccount, entityId: accountId }];
  },
};
