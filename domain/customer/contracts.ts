import { z } from 'zod';

// The published messages. A contract only gets optional fields; any other change is a v2 beside it. None of these contains
// personal data, because a message that was sent cannot be erased: of an address only the country, which is not personal.

const customerId = z.string();

/** The contracts of customers, by their versioned names: for the publisher to fill and for consumers to read. */
export const customerContracts = {
  'shop.customer-registered.v1': z.object({
    customerId,
    /** Where the customer lives; absent where the shop was told no address. */
    country: z.string().exactOptional(),
  }),
  'shop.customer-address-changed.v1': z.object({ customerId, country: z.string() }),
  'shop.customer-erased.v1': z.object({ customerId }),
};
