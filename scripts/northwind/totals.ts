/** The figures that must come out the same from the files and from the views. Money in cents. */
export interface Totals {
  readonly orders: number;
  readonly lines: number;
  readonly quantity: number;
  readonly gross: number;
  readonly net: number;
}

/** What a total is made of. */
export interface Countable {
  readonly lines: readonly {
    readonly unitPrice: number;
    readonly quantity: number;
    readonly discountPercent: number;
    readonly net?: number;
  }[];
}

/**
 * Adds up orders. Lines with a net amount (views) are used as they are; lines without one (files) are calculated here, on integers
 * of any size and apart from the system's own arithmetic: the check must not share a fault with what it checks.
 */
export const totalsOf = (orders: readonly Countable[]): Totals => {
  const lines = orders.flatMap((order) => order.lines);
  const sum = (of: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    orders: orders.length,
    lines: lines.length,
    quantity: sum((line) => line.quantity),
    gross: sum((line) => line.unitPrice * line.quantity),
    net: sum((line) => line.net ?? netFromScratch(line)),
  };
};

const netFromScratch = (line: Countable['lines'][number]): number =>
  Number((BigInt(line.unitPrice) * BigInt(line.quantity) * BigInt(100 - line.discountPercent) + 50n) / 100n);

/** The figures on which two totals differ, by name. */
export const differences = (one: Totals, other: Totals): readonly (keyof Totals)[] =>
  (['orders', 'lines', 'quantity', 'gross', 'net'] as const).filter((figure) => one[figure] !== other[figure]);
