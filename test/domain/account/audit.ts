import type { AccountEvent } from '../../../domain/account/index.ts';

/** What one order was charged and given back. */
interface Charged {
  readonly charges: number;
  readonly charged: number;
  readonly refunded: number;
}

/** Adds up a history by itself, without the folds of the account: the balance after each event, and each order. */
export const auditOf = (history: readonly AccountEvent[]) => {
  const orders = new Map<string, Charged>();
  const balances: number[] = [];
  let balance = 0;
  for (const event of history) {
    balance += moved(event);
    balances.push(balance);
    if (event.type !== 'AccountCharged' && event.type !== 'AccountRefunded') continue;
    const { charges, charged, refunded } = orders.get(event.data.orderId) ?? { charges: 0, charged: 0, refunded: 0 };
    const { amount } = event.data;
    orders.set(
      event.data.orderId,
      event.type === 'AccountCharged'
        ? { charges: charges + 1, charged: charged + amount, refunded }
        : { charges, charged, refunded: refunded + amount },
    );
  }
  return { balances, orders: [...orders.values()] };
};

const moved = (event: AccountEvent): number => {
  switch (event.type) {
    case 'AccountOpened':
      return 0;
    case 'DepositedToAccount':
    case 'AccountRefunded':
    case 'TransferReceived':
    case 'TransferReturned':
      return event.data.amount;
    case 'WithdrawnFromAccount':
    case 'AccountCharged':
    case 'TransferSent':
    case 'TransferRevoked':
      return -event.data.amount;
  }
};
