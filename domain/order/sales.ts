import { z } from 'zod';
import { declareTotal } from '../modelling/total.ts';
import { currency, grossOf } from '../money.ts';
import { orderView, type OrderView } from './order-view.ts';
import { order } from './order.ts';

const sums = { orders: z.int(), gross: z.int(), net: z.int() };
const inOrders = ['orders', 'gross', 'net'] as const;

/** The sales of one day (UTC) in one currency, without cancelled orders. Amounts in minor units. */
export const daySalesSchema = z.object({ day: z.iso.date(), currency, ...sums }).readonly();

/** The sales of one month (UTC) in one currency, without cancelled orders. Amounts in minor units. */
export const monthSalesSchema = z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), currency, ...sums }).readonly();

/** The sales of one product in one currency, without cancelled orders. Amounts in minor units. */
export const productSalesSchema = z.object({ sku: z.string(), currency, ...sums, quantity: z.int() }).readonly();

/** The sales to one country in one currency, without cancelled orders. Amounts in minor units. */
export const countrySalesSchema = z.object({ country: z.string(), currency, ...sums }).readonly();

/** The sales of one category of products in one currency, without cancelled orders. Amounts in minor units. */
export const categorySalesSchema = z.object({ category: z.string(), currency, ...sums, quantity: z.int() }).readonly();

/** The country, or the category, of what was ordered before these were asked for, or without them: so that all together is everything sold. */
const unknown = 'unknown';

const ofOrder = ({ currency: paidIn, gross, net }: OrderView) => ({ currency: paidIn, orders: 1, gross, net });

const ofLines = (lines: OrderView['lines']) => ({
  orders: 1,
  quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
  gross: lines.reduce((sum, line) => sum + grossOf(line), 0),
  net: lines.reduce((sum, line) => sum + line.net, 0),
});

const isSold = ({ status }: OrderView): boolean => status !== 'cancelled';

/** Answers: what was sold on each day? The day is that of the placement. */
export const salesByDay = declareTotal({
  name: 'sales-by-day',
  source: order,
  schema: daySalesSchema,
  key: ['day', 'currency'],
  sums: inOrders,
  fold: orderView,
  contributions: (sold) =>
    isSold(sold) ? [{ day: sold.placedAt.slice(0, 'yyyy-mm-dd'.length), ...ofOrder(sold) }] : [],
});

/** Answers: what was sold in each month? */
export const salesByMonth = declareTotal({
  name: 'sales-by-month',
  source: order,
  schema: monthSalesSchema,
  key: ['month', 'currency'],
  sums: inOrders,
  fold: orderView,
  contributions: (sold) =>
    isSold(sold) ? [{ month: sold.placedAt.slice(0, 'yyyy-mm'.length), ...ofOrder(sold) }] : [],
});

/** Answers: how much of each product was sold, and for how much? */
export const salesByProduct = declareTotal({
  name: 'sales-by-product',
  source: order,
  schema: productSalesSchema,
  key: ['sku', 'currency'],
  sums: [...inOrders, 'quantity'],
  fold: orderView,
  contributions: (sold) =>
    isSold(sold) ? sold.lines.map((line) => ({ sku: line.sku, currency: sold.currency, ...ofLines([line]) })) : [],
});

/** Answers: what was sold to each country? */
export const salesByCountry = declareTotal({
  name: 'sales-by-country',
  source: order,
  schema: countrySalesSchema,
  key: ['country', 'currency'],
  sums: inOrders,
  fold: orderView,
  contributions: (sold) => (isSold(sold) ? [{ country: sold.country ?? unknown, ...ofOrder(sold) }] : []),
});

/** Answers: how much of each category was sold, and for how much? An order with two lines of a category is one order of it. */
export const salesByCategory = declareTotal({
  name: 'sales-by-category',
  source: order,
  schema: categorySalesSchema,
  key: ['category', 'currency'],
  sums: [...inOrders, 'quantity'],
  fold: orderView,
  contributions: (sold) =>
    isSold(sold)
      ? [...Map.groupBy(sold.lines, ({ category = unknown }) => category)].map(([category, lines]) => ({
          category,
          currency: sold.currency,
          ...ofLines(lines),
        }))
      : [],
});
