import { z } from 'zod';

// What others see. A published contract never changes; a change is a v2 beside it. None of these says who the customer is:
// what has left the house cannot be erased.

const customerOnly = z.object({ customerId: z.string() });

/** The contracts of customers, by their versioned names: for the publisher to fill and for consumers to read. */
export const customerContracts = {
  'shop.customer-registered.v1': customerOnly,
  'shop.customer-erased.v1': customerOnly,
};
