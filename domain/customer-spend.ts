import { z } from 'zod';
import { currency } from './money.ts';

/** What a customer has spent in one currency, without cancelled orders. Amounts in minor units. */
export const spendIn = z.object({ currency, orders: z.int(), gross: z.int(), net: z.int() }).readonly();

/** What a customer has spent in one currency. */
export type SpendIn = z.infer<typeof spendIn>;

/** The spend with this added, currency by currency, in the order of their codes. A currency without orders is not there. */
export const withSpend = (spend: readonly SpendIn[], more: readonly SpendIn[]): readonly SpendIn[] => {
  const sums = new Map<string, SpendIn>();
  for (const each of [...spend, ...more]) {
    const { orders, gross, net } = sums.get(each.currency) ?? { orders: 0, gross: 0, net: 0 };
    const { currency: paidIn } = each;
    sums.set(paidIn, {
      currency: paidIn,
      orders: orders + each.orders,
      gross: gross + each.gross,
      net: net + each.net,
    });
  }
  return [...sums.values()].filter(({ orders }) => orders > 0).toSorted(byCurrency);
};

/** The same to be taken away. */
export const lessSpend = ({ currency: paidIn, orders, gross, net }: SpendIn): SpendIn => ({
  currency: paidIn,
  orders: 0 - orders,
  gross: 0 - gross,
  net: 0 - net,
});

/** The spend in the currency of most orders; of equals, in the first. */
export const mainSpendOf = (spend: readonly SpendIn[]): SpendIn | undefined =>
  spend.reduce<SpendIn | undefined>(
    (main, each) => (main === undefined || each.orders > main.orders ? each : main),
    undefined,
  );

const byCurrency = (one: SpendIn, other: SpendIn): number => (one.currency < other.currency ? -1 : 1);
