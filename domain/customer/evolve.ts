import { z } from 'zod';
import { personal } from '../modelling/personal.ts';
import { address } from './address.ts';
import type { CustomerEvent } from './events.ts';

const registeredCustomer = z
  .object({
    status: z.literal('registered'),
    name: personal(z.string()),
    email: personal(z.string()),
    address: address.exactOptional(),
    registeredAt: z.string(),
  })
  .readonly();

/** The state that decisions about a customer need. After the erasure nothing personal is left in it. */
export const customerState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-registered') }).readonly(),
  registeredCustomer,
  z.object({ status: z.literal('erased') }).readonly(),
]);

/** The state that decisions about a customer need. After the erasure nothing personal is left in it. */
export type Customer = z.infer<typeof customerState>;

/** A registered customer. */
export type RegisteredCustomer = z.infer<typeof registeredCustomer>;

/** A customer without events. */
export const initialCustomer: Customer = { status: 'not-registered' };

/** The customer after one more event. */
export const evolve = (customer: Customer, event: CustomerEvent): Customer => {
  switch (event.type) {
    case 'CustomerRegistered':
      return { status: 'registered', ...event.data };
    case 'CustomerEmailChanged':
    case 'CustomerAddressChanged':
      return customer.status === 'registered' ? { ...customer, ...event.data } : customer;
    case 'CustomerErased':
      return { status: 'erased' };
  }
};
