import { amountText as digitsText } from '../../application/consumers/amount-text.ts';

/** An amount in minor units, with its currency: 123456 EUR is "EUR 1,234.56". */
export const amountText = (minorUnits: number, currency: string): string =>
  `${currency} ${digitsText(minorUnits, currency)}`;
