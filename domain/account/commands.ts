import { z } from 'zod';
import type { CommandOf } from '../modelling/aggregate.ts';
import { entityId, instanceId, text } from '../modelling/values.ts';
import { currency, totalAmount } from '../money.ts';

const reference = entityId.meta({
  description:
    'What this movement of money is known by: under the same reference it is made once. No place for personal data.',
  examples: ['transfer-1'],
});

const transferId = instanceId.describe('The id of the transfer.');

const money = { currency, amount: totalAmount };

/** The commands to an account. */
export const accountCommands = {
  OpenAccount: z
    .strictObject({ customerId: entityId, currency })
    .describe('Opens an account in one currency for a customer.'),
  DepositToAccount: z.strictObject({ reference, ...money }).describe('Records that money was paid in.'),
  WithdrawFromAccount: z.strictObject({ reference, ...money }).describe('Pays money out, if there is enough.'),
  TransferFromAccount: z
    .strictObject({ reference, to: entityId.meta({ description: 'The account that gets the money.' }), ...money })
    .describe('Moves money to another account, if there is enough; gives it back if it cannot arrive.'),
  ReceiveTransfer: z
    .strictObject({ transferId, from: z.string(), ...money })
    .describe('Takes in money that another account has sent.'),
  RevokeTransfer: z
    .strictObject({ transferId, from: z.string(), ...money })
    .describe('Takes out again what came in although the sender was to get it back.'),
  ReturnTransfer: z
    .strictObject({ transferId, to: z.string(), reason: text(500), ...money })
    .describe('Gives back to the sender what did not arrive.'),
  ChargeAccount: z
    .strictObject({
      orderId: entityId,
      customerId: entityId
        .meta({ description: 'The customer whose order it is: where it is given, only an account of theirs pays.' })
        .exactOptional(),
      ...money,
    })
    .describe('Pays for an order from the account, once, if there is enough.'),
  RefundAccount: z
    .strictObject({ orderId: entityId, reference, ...money })
    .describe('Gives back all or a part of what the order was charged.'),
};

/** A command to an account, validated by its schema. */
export type AccountCommand = CommandOf<typeof accountCommands>;
