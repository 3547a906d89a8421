import { z } from 'zod';
import type { AccountEvent } from './events.ts';

/** Money that was moved under a reference: above zero where it came in, below where it went out. */
const movement = z.object({ reference: z.string(), amount: z.int() }).readonly();

const charge = z.object({ orderId: z.string(), amount: z.int(), refunds: z.array(movement).readonly() }).readonly();

const openAccount = z
  .object({
    status: z.literal('open'),
    customerId: z.string(),
    currency: z.string(),
    balance: z.int(),
    /** The newest deposits and withdrawals, so that a repeated one moves no money again. */
    movements: z.array(movement).readonly(),
    /** All that orders were ever charged, so that none is charged again, and none gets back more. */
    charges: z.array(charge).readonly(),
  })
  .readonly();

/** The state that decisions about an account need. Amounts in minor units. */
export const accountState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-opened') }).readonly(),
  openAccount,
]);

/** The state that decisions about an account need. */
export type Account = z.infer<typeof accountState>;

/** An account that money can be moved on. */
export type OpenAccount = z.infer<typeof openAccount>;

/** An account without events. */
export const initialAccount: Account = { status: 'not-opened' };

/** How many deposits and withdrawals are remembered: an account that many people pay into keeps a small state. */
export const rememberedMovements = 500;

type MoneyMoved = Exclude<AccountEvent, { readonly type: 'AccountOpened' }>;

/** What an event adds to the balance: less than zero where money goes out. */
export const addedBy = ({ type, data }: MoneyMoved): number =>
  type === 'DepositedToAccount' || type === 'AccountRefunded' ? data.amount : -data.amount;

/** The account after one more event. */
export const evolve = (account: Account, event: AccountEvent): Account => {
  if (event.type === 'AccountOpened') return { status: 'open', ...event.data, balance: 0, movements: [], charges: [] };
  if (account.status === 'not-opened') return account;
  return { ...account, balance: account.balance + addedBy(event), ...remembered(account, event) };
};

/** What is kept of an event beside the balance. */
const remembered = ({ movements, charges }: OpenAccount, event: MoneyMoved): Partial<OpenAccount> => {
  switch (event.type) {
    case 'DepositedToAccount':
    case 'WithdrawnFromAccount': {
      const newest = { reference: event.data.reference, amount: addedBy(event) };
      return { movements: [...movements, newest].slice(-rememberedMovements) };
    }
    case 'AccountCharged': {
      const { orderId, amount } = event.data;
      return { charges: [...charges, { orderId, amount, refunds: [] }] };
    }
    case 'AccountRefunded': {
      const { orderId, reference, amount } = event.data;
      return {
        charges: charges.map((each) =>
          each.orderId === orderId ? { ...each, refunds: [...each.refunds, { reference, amount }] } : each,
        ),
      };
    }
  }
};
