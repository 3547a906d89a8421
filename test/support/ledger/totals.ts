import { z } from 'zod';
import { declareModule, system } from '../../../domain/modelling/system.ts';
import { declareTotal } from '../../../domain/modelling/total.ts';
import type { SheetView } from './sheet-events.ts';
import { sheet } from './sheet.ts';
import { sheetsById } from './sheets.ts';

const isCounted = ({ status }: SheetView): boolean => status !== 'dropped';

/** Answers: how much stands under each key, on all sheets that were not dropped? One sheet adds to many totals. */
export const amountsByKey = declareTotal({
  name: 'amounts-by-key',
  source: sheet,
  schema: z.object({ key: z.string(), rows: z.int(), amount: z.int() }).readonly(),
  key: ['key'],
  sums: ['rows', 'amount'],
  fold: sheetsById.fold,
  contributions: (view) => (isCounted(view) ? view.rows.map(({ key, amount }) => ({ key, rows: 1, amount })) : []),
});

/** Answers: how much is on the sheets of each status? A sheet moves from one total to the next. */
export const amountsByStatus = declareTotal({
  name: 'amounts-by-status',
  source: sheet,
  schema: z.object({ status: z.string(), owner: z.string(), sheets: z.int(), amount: z.int() }).readonly(),
  key: ['status', 'owner'],
  sums: ['sheets', 'amount'],
  fold: sheetsById.fold,
  contributions: ({ status, ownerId, total }) => [{ status, owner: ownerId, sheets: 1, amount: total }],
});

/** The ledger of sheets alone, with totals. */
export const countedLedger = system(
  declareModule({ aggregate: sheet, views: [sheetsById], totals: [amountsByKey, amountsByStatus] }),
);
