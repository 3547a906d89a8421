import { customers } from './customer/index.ts';
import { system } from './modelling/system.ts';
import { orders } from './order/index.ts';

/** The business: the list of all aggregates. A new aggregate is a folder beside the others, and a line here. */
export const shop = system(orders, customers);
