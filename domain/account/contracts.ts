import { z } from 'zod';

// The published messages. A contract only gets optional fields; any other change is a v2 beside it. Amounts in minor units.

const money = {
  accountId: z.string(),
  orderId: z.string(),
  currency: z.string(),
  amount: z.int().describe('In minor units.'),
};

/** The contracts of accounts, by their versioned names: for the publisher to fill and for consumers to read. */
export const accountContracts = {
  'shop.account-charged.v1': z.object(money).describe('The account paid for an order.'),
  'shop.account-refunded.v1': z
    .object({ ...money, reference: z.string().describe('Tells the refunds of an order apart.') })
    .describe('The shop gave back all or a part of what an order was charged.'),
};
