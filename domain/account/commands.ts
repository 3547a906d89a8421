import { z } from 'zod';
import type { CommandOf } from '../modelling/aggregate.ts';
import { entityId } from '../modelling/values.ts';
import { currency, totalAmount } from '../money.ts';

const reference = entityId.meta({
  description:
    'What this movement of money is known by: under the same reference it is made once. No place for personal data.',
  examples: ['transfer-1'],
});

const money = { currency, amount: totalAmount };

/** The commands to an account. */
export const accountCommands = {
  OpenAccount: z
    .strictObject({ customerId: entityId, currency })
    .describe('Opens an account in one currency for a customer.'),
  DepositToAccount: z.strictObject({ reference, ...money }).describe('Records that money was paid in.'),
  WithdrawFromAccount: z.strictObject({ reference, ...money }).describe('Pays money out, if there is enough.'),
  ChargeAccount: z
    .strictObject({ orderId: entityId, ...money })
    .describe('Pays for an order from the account, once, if there is enough.'),
  RefundAccount: z
    .strictObject({ orderId: entityId, reference, ...money })
    .describe('Gives back all or a part of what the order was charged.'),
};

/** A command to an account, validated by its schema. */
export type AccountCommand = CommandOf<typeof accountCommands>;
