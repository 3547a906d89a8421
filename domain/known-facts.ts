import { accountsById } from './account/index.ts';
import { buyer } from './buyer.ts';
import { offer } from './cart/index.ts';
import { customersById } from './customer/index.ts';
import { factsFrom, type FactSource } from './modelling/fact-source.ts';
import { payingAccount } from './order/index.ts';
import { productsById } from './product/index.ts';

/** What decisions need to know of others, and the view that tells it. */
export const facts: readonly FactSource[] = [
  factsFrom(buyer, customersById, ({ status }) => ({ status })),
  factsFrom(offer, productsById, ({ status, name, category, currency, unitPrice }) => ({
    status,
    name,
    category,
    currency,
    unitPrice,
  })),
  factsFrom(payingAccount, accountsById, ({ customerId, currency }) => ({ customerId, currency })),
];
