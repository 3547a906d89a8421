import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grossOf, minorUnits, netOf, percent, quantity } from '../../domain/money.ts';

describe('the net of a line', () => {
  it.each([
    [1000, 3, 0, 3000],
    [333, 1, 50, 167],
    [1, 1, 50, 1],
    [1, 1, 51, 0],
    [999, 7, 15, 5944],
    [1250, 10, 100, 0],
  ])('of %i × %i less %i percent is %i: half a minor unit goes up', (unitPrice, amount, discountPercent, net) =>
    expect(netOf({ unitPrice, quantity: amount, discountPercent })).toBe(net),
  );

  it('agrees with arithmetic on integers of any size, up to the limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: minorUnits.maxValue ?? 0 }),
        fc.integer({ min: 1, max: quantity.maxValue ?? 0 }),
        fc.integer({ min: 0, max: percent.maxValue ?? 0 }),
        (unitPrice, amount, discountPercent) => {
          const exact = (BigInt(unitPrice) * BigInt(amount) * BigInt(100 - discountPercent) + 50n) / 100n;
          expect(BigInt(netOf({ unitPrice, quantity: amount, discountPercent }))).toBe(exact);
        },
      ),
    );
  });

  it('keeps the sum over the most lines at the highest amounts an exact number', () => {
    const most = grossOf({ unitPrice: minorUnits.maxValue ?? 0, quantity: quantity.maxValue ?? 0 }) * 200;
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });
});
