import { z } from 'zod';
import type { AccountEvent } from './events.ts';

const transferStep = z.enum(['sent', 'received', 'revoked', 'returned']);

/** Money that was moved under a reference: above zero where it came in, below where it went out. */
const movement = z
  .object({
    reference: z.string(),
    amount: z.int(),
    /** What became of it between two accounts. Deposits and withdrawals have none. */
    transfer: transferStep.exactOptional(),
    /** The account at the other end. */
    other: z.string().exactOptional(),
  })
  .readonly();

/** Money that was moved under a reference. */
export type Movement = z.infer<typeof movement>;

const refund = z.object({ reference: z.string(), amount: z.int() }).readonly();

const charge = z.object({ orderId: z.string(), amount: z.int(), refunds: z.array(refund).readonly() }).readonly();

const openAccount = z
  .object({
    status: z.literal('open'),
    customerId: z.string(),
    currency: z.string(),
    balance: z.int(),
    /** The newest deposits, withdrawals and transfers, so that a repeated one moves no money again. */
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

/** How many deposits, withdrawals and transfers are remembered: an account that many people pay into keeps a small state. */
export const rememberedMovements = 500;

type MoneyMoved = Exclude<AccountEvent, { readonly type: 'AccountOpened' }>;

/** An event that moves money once under its reference. */
export type MovedOnce = Exclude<MoneyMoved, { readonly type: 'AccountCharged' | 'AccountRefunded' }>;

const moneyIn: readonly MoneyMoved['type'][] = [
  ...(['DepositedToAccount', 'AccountRefunded', 'TransferReceived', 'TransferReturned'] as const),
];

/** What an event adds to the balance: less than zero where money goes out. */
export const addedBy = ({ type, data }: MoneyMoved): number => (moneyIn.includes(type) ? data.amount : -data.amount);

/** What an event is remembered as. */
export const movementOf = (event: MovedOnce): Movement => {
  const amount = addedBy(event);
  switch (event.type) {
    case 'DepositedToAccount':
    case 'WithdrawnFromAccount':
      return { reference: event.data.reference, amount };
    case 'TransferSent':
      return { reference: event.data.reference, amount, transfer: 'sent', other: event.data.to };
    case 'TransferReceived':
      return { reference: event.data.transferId, amount, transfer: 'received', other: event.data.from };
    case 'TransferRevoked':
      return { reference: event.data.transferId, amount, transfer: 'revoked', other: event.data.from };
    case 'TransferReturned':
      return { reference: event.data.transferId, amount, transfer: 'returned', other: event.data.to };
  }
};

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
    case 'WithdrawnFromAccount':
    case 'TransferSent':
    case 'TransferReceived':
    case 'TransferRevoked':
    case 'TransferReturned':
      return { movements: [...movements, movementOf(event)].slice(-rememberedMovements) };
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
