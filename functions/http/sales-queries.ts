import { z } from 'zod';
import {
  afterVersion,
  answerWithTotals,
  asOfMoment,
  inOrder,
  pageParameters,
  queryRoute,
  totalsOf,
  totalsProblems,
} from '../../adapters/azure-functions/index.ts';
import {
  categorySalesSchema,
  countrySalesSchema,
  daySalesSchema,
  monthSalesSchema,
  productSalesSchema,
  salesByCategory,
  salesByCountry,
  salesByDay,
  salesByMonth,
  salesByProduct,
} from '../../domain/order/index.ts';
import { edge } from '../composition.ts';

const clerksAndAuditors = ['clerk', 'auditor'] as const;

const days = edge.system.totalReaderOf(salesByDay);
const months = edge.system.totalReaderOf(salesByMonth);
const products = edge.system.totalReaderOf(salesByProduct);
const countries = edge.system.totalReaderOf(salesByCountry);
const categories = edge.system.totalReaderOf(salesByCategory);

const day = z.iso.date().meta({ examples: ['2026-05-01'] });
const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, like 2026-05')
  .meta({ examples: ['2026-05'] });
const sku = z.string().min(1).max(64);
const country = z.string().min(1).max(60);
const category = z.string().min(1).max(60);

/** Of one value of the key, or of all. */
const only = (value: string | undefined) => (value === undefined ? {} : { from: value, to: value });

const ofAPage = { after: afterVersion.exactOptional(), asOf: asOfMoment, ...pageParameters };

/** GET /api/sales/days?from=&to=: from the first day to the last, both included; each currency by itself. */
export const salesOfDays = queryRoute(edge, {
  name: 'ListSalesOfDays',
  shows: salesByDay,
  roles: clerksAndAuditors,
  path: 'sales/days',
  parameters: z.strictObject({ from: day.exactOptional(), to: day.exactOptional(), ...ofAPage }).superRefine(inOrder),
  answers: totalsOf(daySalesSchema),
  problems: totalsProblems,
  handle: async ({ after, ...request }) => answerWithTotals(await days.read(request, after)),
});

/** GET /api/sales/months?from=&to=: like the days. */
export const salesOfMonths = queryRoute(edge, {
  name: 'ListSalesOfMonths',
  shows: salesByMonth,
  roles: clerksAndAuditors,
  path: 'sales/months',
  parameters: z
    .strictObject({ from: month.exactOptional(), to: month.exactOptional(), ...ofAPage })
    .superRefine(inOrder),
  answers: totalsOf(monthSalesSchema),
  problems: totalsProblems,
  handle: async ({ after, ...request }) => answerWithTotals(await months.read(request, after)),
});

/** GET /api/sales/products?sku=: of one product or of all, in the order of their skus; each currency by itself. */
export const salesOfProducts = queryRoute(edge, {
  name: 'ListSalesOfProducts',
  shows: salesByProduct,
  roles: clerksAndAuditors,
  path: 'sales/products',
  parameters: z.strictObject({ sku: sku.exactOptional(), ...ofAPage }),
  answers: totalsOf(productSalesSchema),
  problems: totalsProblems,
  handle: async ({ after, sku: one, ...page }) =>
    answerWithTotals(await products.read({ ...page, ...only(one) }, after)),
});

/** GET /api/sales/countries?country=: to one country or to all, in the order of their names; each currency by itself. */
export const salesOfCountries = queryRoute(edge, {
  name: 'ListSalesOfCountries',
  shows: salesByCountry,
  roles: clerksAndAuditors,
  path: 'sales/countries',
  parameters: z.strictObject({ country: country.exactOptional(), ...ofAPage }),
  answers: totalsOf(countrySalesSchema),
  problems: totalsProblems,
  handle: async ({ after, country: one, ...page }) =>
    answerWithTotals(await countries.read({ ...page, ...only(one) }, after)),
});

/** GET /api/sales/categories?category=: of one category or of all, in the order of their names; each currency by itself. */
export const salesOfCategories = queryRoute(edge, {
  name: 'ListSalesOfCategories',
  shows: salesByCategory,
  roles: clerksAndAuditors,
  path: 'sales/categories',
  parameters: z.strictObject({ category: category.exactOptional(), ...ofAPage }),
  answers: totalsOf(categorySalesSchema),
  problems: totalsProblems,
  handle: async ({ after, category: one, ...page }) =>
    answerWithTotals(await categories.read({ ...page, ...only(one) }, after)),
});
