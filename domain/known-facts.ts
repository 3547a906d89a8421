import { accountsById } from './account/index.ts';
import { buyer } from './buyer.ts';
import { offer } from './cart/index.ts';
import { customersById } from './customer/index.ts';
import { factsFrom } from './modelling/fact-source.ts';
import { payingAccount } from './order/index.ts';
import { productsById } from './product/index.ts';

/** What orders and carts know of customers. */
export const buyers = factsFrom(buyer, customersById, ({ status }) => ({ status }));

/** What carts know of products: what the catalogue shows. */
export const offers = factsFrom(offer, productsById, ({ status, name, category, currency, unitPrice }) => ({
  status,
  name,
  category,
  currency,
  unitPrice,
}));

/** What orders know of accounts. */
export const payingAccounts = factsFrom(payingAccount, accountsById, ({ customerId, currency }) => ({
  customerId,
  currency,
}));
