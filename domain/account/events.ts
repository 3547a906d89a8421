import { z } from 'zod';
import { eventType, type EventOf } from '../modelling/aggregate.ts';

const money = { currency: z.string(), amount: z.int() };

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose. Amounts in minor units.
export const accountEvents = {
  AccountOpened: eventType(
    z.object({ customerId: z.string(), currency: z.string() }).describe('A customer got an account in one currency.'),
  ),
  DepositedToAccount: eventType(
    z.object({ reference: z.string(), ...money }).describe('Money was paid in from outside.'),
  ),
  WithdrawnFromAccount: eventType(z.object({ reference: z.string(), ...money }).describe('Money was paid out.')),
  TransferSent: eventType(
    z
      .object({ reference: z.string(), to: z.string(), ...money })
      .describe('Money left for another account, which is yet to get it.'),
  ),
  TransferReceived: eventType(
    z.object({ transferId: z.string(), from: z.string(), ...money }).describe('Money came in from another account.'),
  ),
  TransferRevoked: eventType(
    z
      .object({ transferId: z.string(), from: z.string(), ...money })
      .describe('Money from another account went out again, because its sender was to get it back.'),
  ),
  TransferReturned: eventType(
    z
      .object({ transferId: z.string(), to: z.string(), reason: z.string(), ...money })
      .describe('Money that could not arrive at another account came back.'),
  ),
  AccountCharged: eventType(z.object({ orderId: z.string(), ...money }).describe('The account paid for an order.')),
  AccountRefunded: eventType(
    z
      .object({ orderId: z.string(), reference: z.string(), ...money })
      .describe('The shop gave back all or a part of what an order was charged.'),
  ),
};

/** Something that happened to an account. */
export type AccountEvent = EventOf<typeof accountEvents>;
