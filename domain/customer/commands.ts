import { z } from 'zod';
import type { CommandOf } from '../modelling/aggregate.ts';
import { personal } from '../modelling/personal.ts';
import { moment, text } from '../modelling/values.ts';
import { newAddress } from './address.ts';
import { newEmail } from './email.ts';

/** The commands to a customer. */
export const customerCommands = {
  RegisterCustomer: z
    .strictObject({
      name: personal(text(200)),
      email: newEmail,
      address: newAddress.exactOptional(),
      registeredAt: moment.exactOptional(),
    })
    .describe('Makes somebody a customer, under an email that no other customer has.'),
  ChangeCustomerEmail: z.strictObject({ email: newEmail }).describe('Gives the customer another email.'),
  ChangeCustomerAddress: z.strictObject({ address: newAddress }).describe('Gives the customer another address.'),
  EraseCustomer: z.strictObject({}).describe('Erases everything personal about the customer, for ever.'),
};

/** A command to a customer, validated by its schema. */
export type CustomerCommand = CommandOf<typeof customerCommands>;
