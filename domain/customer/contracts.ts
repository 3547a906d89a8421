import { z } from 'zod';

// The published messages. A contract only gets optional fields; any other change is a v2 beside it. None of these contains
// personal data, because a message that was sent cannot be erased.

const customerOnly = z.object({ customerId: z.string() });

/** The contracts of customers, by their versioned names: for the publisher to fill and for consumers to read. */
export const customerContracts = {
  'shop.customer-registered.v1': customerOnly,
  'shop.customer-erased.v1': customerOnly,
};
