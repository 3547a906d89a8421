import type { Address } from './address.ts';
import type { CustomerEvent } from './events.ts';

/** A customer whom we know. */
export interface RegisteredCustomer {
  readonly status: 'registered';
  readonly name: string;
  readonly email: string;
  readonly address?: Address;
  readonly registeredAt: string;
}

/** A customer as its decisions see it: nothing personal outlives the erasure. */
export type Customer = { readonly status: 'not-registered' } | RegisteredCustomer | { readonly status: 'erased' };

/** A customer of whom nothing is known yet. */
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
