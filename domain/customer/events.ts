import { z } from 'zod';
import { eventType, type EventOf } from '../modelling/aggregate.ts';
import { personal } from '../modelling/personal.ts';
import { address } from './address.ts';

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const customerEvents = {
  CustomerRegistered: eventType(
    z
      .object({
        name: personal(z.string()),
        email: personal(z.string()),
        address: address.exactOptional(),
        registeredAt: z.string(),
      })
      .describe('The shop got to know a customer.'),
  ),
  CustomerEmailChanged: eventType(
    z.object({ email: personal(z.string()) }).describe('The customer has another email address.'),
  ),
  CustomerAddressChanged: eventType(z.object({ address }).describe('The customer lives elsewhere.')),
  CustomerErased: eventType(z.object({}).describe('The customer asked to be forgotten: its key is destroyed.')),
};

/** Something that happened to a customer. */
export type CustomerEvent = EventOf<typeof customerEvents>;
