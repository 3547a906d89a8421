import { expect, it } from 'vitest';
import { amountText } from '../../../consumers/email/amount-text.ts';

it.each([
  [0, 'EUR', 'EUR 0.00'],
  [5, 'EUR', 'EUR 0.05'],
  [123456789, 'USD', 'USD 1,234,567.89'],
  [1500, 'JPY', 'JPY 1,500'],
  [1500, 'KWD', 'KWD 1.500'],
  [9007199254740991, 'EUR', 'EUR 90,071,992,547,409.91'],
])('%i %s reads %s', (minorUnits, currency, text) => expect(amountText(minorUnits, currency)).toBe(text));
