import { accounts } from './account/index.ts';
import { activity } from './activity.ts';
import { carts } from './cart/index.ts';
import { checkout } from './checkout/index.ts';
import { customers } from './customer/index.ts';
import { customerSummaries } from './customer-summaries.ts';
import { fulfilment } from './fulfilment/index.ts';
import { facts } from './known-facts.ts';
import { system } from './modelling/system.ts';
import { orders } from './order/index.ts';
import { products } from './product/index.ts';
import { transfer } from './transfer/index.ts';

/** The business: the list of all aggregates, and of what lies across them. A new aggregate is a folder beside the others, and a line here. */
export const shop = system(
  // In the order in which the documents name them.
  orders,
  customers,
  accounts,
  products,
  carts,
  {
    logs: [activity],
    joined: [customerSummaries],
    facts,
    processes: [checkout, fulfilment, transfer],
  },
);
