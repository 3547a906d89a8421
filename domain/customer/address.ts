import { z } from 'zod';
import { personal } from '../modelling/personal.ts';
import { text } from '../modelling/values.ts';

/** Where a customer lives, as asked for. The country alone says nothing about a person, and is kept for statistics. */
export const newAddress = z.strictObject({
  street: personal(text(200)),
  city: personal(text(100)),
  region: personal(text(100)).exactOptional(),
  postalCode: personal(text(20)).exactOptional(),
  country: text(60),
});

/** Where a customer lives, as it is stored. */
export const address = z.object({
  street: personal(z.string()),
  city: personal(z.string()),
  region: personal(z.string()).exactOptional(),
  postalCode: personal(z.string()).exactOptional(),
  country: z.string(),
});

/** Where a customer lives. */
export type Address = Readonly<z.infer<typeof address>>;

const fields = ['street', 'city', 'region', 'postalCode', 'country'] as const satisfies (keyof Address)[];

/** Whether two addresses say the same. */
export const isTheSameAddress = (one: Address | undefined, other: Address | undefined): boolean =>
  fields.every((field) => one?.[field] === other?.[field]);
