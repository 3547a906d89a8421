import { z } from 'zod';

// The published messages. A contract only gets optional fields; any other change is a v2 beside it. Amounts in minor units.

const money = { accountId: z.string(), orderId: z.string(), currency: z.string(), amount: z.int() };

/** The contracts of accounts, by their versioned names: for the publisher to fill and for consumers to read. */
export const accountContracts = {
  'shop.account-charged.v1': z.object(money),
  'shop.account-refunded.v1': z.object({ ...money, reference: z.string() }),
};
