import { z } from 'zod';
import { declareView, type Fold } from '../modelling/view.ts';
import { account } from './account.ts';
import type { AccountEvent } from './events.ts';
import { addedBy } from './evolve.ts';

/** An account as a screen shows it. The balance is in minor units. */
export const accountViewSchema = z
  .object({
    accountId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    balance: z.int(),
    openedAt: z.iso.datetime(),
  })
  .readonly();

/** An account as a screen shows it. */
export type AccountView = z.infer<typeof accountViewSchema>;

/** Folds an account's events into its view: the balance is the sum of what they move. */
export const accountView: Fold<AccountEvent, AccountView> = (view, { event, entityId, recordedAt }) => {
  if (event.type === 'AccountOpened') return { accountId: entityId, ...event.data, balance: 0, openedAt: recordedAt };
  return view === undefined ? undefined : { ...view, balance: view.balance + addedBy(event) };
};

/** Asks for the accounts of a customer, or in a currency. */
export const accountsByOpening = { equal: ['customerId', 'currency'], orderBy: 'openedAt' } as const;

/** Answers: what is on this account? One point read. And: which accounts does this customer have? */
export const accountsById = declareView({
  name: 'accounts',
  source: account,
  schema: accountViewSchema,
  fold: accountView,
  partition: { by: 'entity', field: 'accountId' },
  owner: { field: 'customerId' },
  queries: [accountsByOpening],
});
