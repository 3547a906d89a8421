import { z } from 'zod';
import { customer, type CustomerEvent } from '../../domain/customer/index.ts';
import { entityIdOf } from '../streams/commit.ts';
import type { Recorded } from '../streams/event-codec.ts';
import { publication, type Contract } from '../messages/publisher.ts';

// What others see. A published contract never changes; a change is a v2 beside it. None of these says who the customer is:
// what has left the house cannot be erased.
const customerOnly = z.object({ customerId: z.string() });

/** The contracts of customers, by their versioned names: for consumers to read. */
export const customerContracts = {
  'shop.customer-registered.v1': customerOnly,
  'shop.customer-erased.v1': customerOnly,
};

type CustomerMessage = Contract & { readonly type: keyof typeof customerContracts };

const contractOf = ({ event, commit }: Recorded<CustomerEvent>): CustomerMessage | undefined => {
  const data = { customerId: entityIdOf(commit) };
  switch (event.type) {
    case 'CustomerRegistered':
      return { type: 'shop.customer-registered.v1', data };
    case 'CustomerErased':
      return { type: 'shop.customer-erased.v1', data };
    case 'CustomerEmailChanged':
    case 'CustomerAddressChanged':
      return undefined;
  }
};

/** Customers, published. */
export const customerPublication = publication(customer, contractOf);
