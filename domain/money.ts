import { z } from 'zod';

/** An ISO 4217 currency code. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters, like EUR')
  .meta({ examples: ['EUR'] });

/** The highest price of one piece, in minor units. */
export const highestAmount = 100_000_000;

/**
 * Money in minor units (cents), whole and never negative. The limits here keep every amount of an order an exact double:
 * 10^8 × 10^5 × 100 is below 2^53, and so is the sum over 200 lines.
 */
export const minorUnits = z
  .int()
  .min(0)
  .max(highestAmount)
  .meta({ examples: [450] });

/** The most that a balance may be, in minor units: one more would be no exact double. */
export const mostMoney = Number.MAX_SAFE_INTEGER;

/** An amount of money that is moved, in minor units: at least one, and up to what an order of 200 lines can cost. */
export const totalAmount = z
  .int()
  .min(1)
  .max(2_000_000_000_000_000)
  .meta({ examples: [2_250] });

/** How many of a thing, at least one. */
export const quantity = z
  .int()
  .min(1)
  .max(100_000)
  .meta({ examples: [5] });

/** A whole percentage. */
export const percent = z
  .int()
  .min(0)
  .max(100)
  .meta({ examples: [10] });

/** unit price × quantity, in minor units. Exact. */
export const grossOf = (line: { readonly unitPrice: number; readonly quantity: number }): number =>
  line.unitPrice * line.quantity;

/** unit price × quantity × (1 − discount), rounded half up to the minor unit, in whole numbers all the way. */
export const netOf = (line: {
  readonly unitPrice: number;
  readonly quantity: number;
  readonly discountPercent: number;
}): number => {
  const hundredths = grossOf(line) * (100 - line.discountPercent);
  const remainder = hundredths % 100;
  return (hundredths - remainder) / 100 + (remainder >= 50 ? 1 : 0);
};
