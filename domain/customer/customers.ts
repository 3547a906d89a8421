import { declareModule } from '../modelling/system.ts';
import { customerEmail } from './customer-email.ts';
import { customersById } from './customer-view.ts';
import { customer } from './customer.ts';
import { customerPublication } from './publication.ts';

/** All that the shop declares about customers. */
export const customers = declareModule({
  aggregate: customer,
  uniqueValue: customerEmail,
  erasedBy: 'CustomerErased',
  views: [customersById],
  contracts: customerPublication,
});
