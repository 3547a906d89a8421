import { z } from 'zod';
import { formerGeneration } from '../../../domain/modelling/generation.ts';
import { system } from '../../../domain/modelling/system.ts';
import { declareTotal } from '../../../domain/modelling/total.ts';
import { declareView, type Fold, type ViewDeclaration } from '../../../domain/modelling/view.ts';
import { sheetViewSchema, type SheetEvent } from './sheet-events.ts';
import { sheet } from './sheet.ts';
import { sheets, sheetsById, sheetsByOwner, sheetsByState } from './sheets.ts';
import { amountsByKey } from './totals.ts';

const measuredSheet = sheetViewSchema.unwrap().extend({ length: z.int().nullable() }).readonly();

type MeasuredSheet = z.infer<typeof measuredSheet>;

const fold: Fold<SheetEvent, MeasuredSheet> = (view, recorded) => {
  const shown = sheetsById.fold(view, recorded);
  return shown && { ...shown, length: shown.rows.length };
};

const measuring = {
  name: 'sheets',
  generation: 2,
  source: sheet,
  schema: measuredSheet,
  feed: 'own',
  fold,
  partition: sheetsById.partition,
  owner: { field: 'ownerId' },
  queries: [sheetsByState],
} as const satisfies ViewDeclaration<typeof sheet.events, MeasuredSheet>;

/** The second generation of sheets: it shows one field more, which nobody knows as long as the first one is live. */
export const measuredSheets = declareView({
  ...measuring,
  former: formerGeneration(sheetsById, (earlier) => ({ ...earlier, length: null })),
});

/** The second generation of a total: it counts in cents. */
export const amountsInCents = declareTotal({
  ...amountsByKey,
  name: 'amounts-by-key',
  generation: 2,
  former: formerGeneration(amountsByKey, (row) => ({ ...row, amount: row.amount * 100 })),
  contributions: (view) => amountsByKey.contributions(view).map((row) => ({ ...row, amount: row.amount * 100 })),
});

/** The ledger while one view and one total have two generations. */
export const ledgerInTwo = system({ ...sheets, views: [measuredSheets, sheetsByOwner], totals: [amountsInCents] });

/** The second generation of sheets when the first has gone. */
export const onlyMeasuredSheets = declareView(measuring);

/** The ledger when the first generation has gone. */
export const ledgerInNew = system({ ...sheets, views: [onlyMeasuredSheets] });
