import { z } from 'zod';

// The published messages. A contract only gets optional fields; any other change is a v2 beside it. None of these contains
// personal data, because a message that was sent cannot be erased: of an address only the country, which is not personal.

const customerId = z.string();

/** The contracts of customers, by their versioned names: for the publisher to fill and for consumers to read. */
export const customerContracts = {
  'shop.customer-registered.v1': z
    .object({
      customerId,
      country: z
        .string()
        .describe('Where the customer lives; absent where the shop was told no address.')
        .exactOptional(),
    })
    .describe('The shop got to know a customer.'),
  'shop.customer-address-changed.v1': z
    .object({ customerId, country: z.string() })
    .describe('The customer lives elsewhere.'),
  'shop.customer-erased.v1': z
    .object({ customerId })
    .describe('The customer asked to be forgotten: forget all that you hold of this customer.'),
};
