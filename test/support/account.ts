import { z } from 'zod';
import { accept, eventType, reject, type Aggregate } from '../../domain/modelling/aggregate.ts';

const events = {
  Deposited: eventType(z.object({ amount: z.int() })),
  Withdrawn: eventType(z.object({ amount: z.int() })),
};
const commands = {
  Deposit: z.strictObject({ amount: z.int().min(1) }),
  Withdraw: z.strictObject({ amount: z.int().min(1) }),
};
const state = z.object({ balance: z.int() }).readonly();

/** Why the bank says no. */
export interface AccountRejection {
  readonly type: 'InsufficientFunds';
}

/** An account whose every command counts: what is done twice or not at all shows in its balance. */
export const account: Aggregate<z.infer<typeof state>, typeof commands, typeof events, AccountRejection> = {
  category: 'account',
  commands,
  events,
  state,
  stateVersion: 1,
  initial: { balance: 0 },
  owner: 'everybody',
  evolve: ({ balance }, { type, data }) => ({
    balance: type === 'Deposited' ? balance + data.amount : balance - data.amount,
  }),
  decide: ({ type, data }, { balance }) => {
    if (type === 'Deposit') return accept({ type: 'Deposited', data });
    return balance < data.amount ? reject({ type: 'InsufficientFunds' }) : accept({ type: 'Withdrawn', data });
  },
};
