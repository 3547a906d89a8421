import { z } from 'zod';
import { orderedLine, type InvoiceLine } from '../document.ts';

/** A line as it was ordered. Amounts in minor units. */
export const billLine = z.object(orderedLine).readonly();

/** A line as it was ordered. */
export type BillLine = z.infer<typeof billLine>;

/** The line with its amounts. The discount is taken off in whole numbers, rounded half up to the minor unit, as the shop does. */
export const priced = (line: BillLine): InvoiceLine => {
  const gross = line.unitPrice * line.quantity;
  const hundredths = gross * (100 - line.discountPercent);
  const remainder = hundredths % 100;
  return { ...line, gross, net: (hundredths - remainder) / 100 + (remainder >= 50 ? 1 : 0) };
};

/** What the lines cost together. */
export const totalOf = (lines: readonly BillLine[]): number => lines.reduce((sum, line) => sum + priced(line).net, 0);
