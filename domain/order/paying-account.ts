import { z } from 'zod';
import type { FactKind } from '../modelling/fact.ts';

const payingAccountSchema = z.object({ customerId: z.string(), currency: z.string() }).readonly();

/** What an order needs to know of the account that is to pay for it. */
export type PayingAccount = z.infer<typeof payingAccountSchema>;

/** Whose account is it, and in which currency? */
export const payingAccount: FactKind<PayingAccount> = { name: 'paying account', schema: payingAccountSchema };

/** Why an account cannot pay for an order. */
export type PayingAccountRejection =
  | { readonly type: 'PayingAccountNotOpened' }
  | { readonly type: 'PayingAccountOfAnotherCustomer' }
  | { readonly type: 'PayingAccountInOtherCurrency'; readonly currency: string };

/** Why this account cannot pay for an order of this customer in this currency; undefined for one that can. */
export const whyNotPaying = (
  known: PayingAccount | undefined,
  order: PayingAccount,
): PayingAccountRejection | undefined => {
  if (known === undefined) return { type: 'PayingAccountNotOpened' };
  if (known.customerId !== order.customerId) return { type: 'PayingAccountOfAnotherCustomer' };
  const { currency } = known;
  return currency === order.currency ? undefined : { type: 'PayingAccountInOtherCurrency', currency };
};
