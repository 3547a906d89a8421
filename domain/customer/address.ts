import { z } from 'zod';
import { personal } from '../modelling/personal.ts';
import { text } from '../modelling/values.ts';

/** An address in a command. The country is not personal, and is kept for statistics. */
export const newAddress = z.strictObject({
  street: personal(text(200)),
  city: personal(text(100)),
  region: personal(text(100)).exactOptional(),
  postalCode: personal(text(20)).exactOptional(),
  country: text(60),
});

/** An address as it is stored. */
export const address = z.object({
  street: personal(z.string()),
  city: personal(z.string()),
  region: personal(z.string()).exactOptional(),
  postalCode: personal(z.string()).exactOptional(),
  country: z.string(),
});

/** A customer's address. */
export type Address = Readonly<z.infer<typeof address>>;

const fields = ['street', 'city', 'region', 'postalCode', 'country'] as const satisfies (keyof Address)[];

/** Whether two addresses are equal. */
export const isTheSameAddress = (one: Address | undefined, other: Address | undefined): boolean =>
  fields.every((field) => one?.[field] === other?.[field]);
