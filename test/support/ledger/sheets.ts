import { z } from 'zod';
import type { Contracts } from '../../../domain/modelling/contract.ts';
import { declareModule } from '../../../domain/modelling/system.ts';
import { declareView, type Fold } from '../../../domain/modelling/view.ts';
import { sheetViewSchema, type SheetEvent, type sheetEvents, type SheetView } from './sheet-events.ts';
import { sheet } from './sheet.ts';

const withRows = (rows: SheetView['rows']): Pick<SheetView, 'rows' | 'total'> => ({
  rows,
  total: rows.reduce((sum, { amount }) => sum + amount, 0),
});

const changed = (view: SheetView, event: Exclude<SheetEvent, { type: 'SheetOpened' }>): Partial<SheetView> => {
  switch (event.type) {
    case 'RowChanged': {
      const { key, to } = event.data;
      return withRows(view.rows.map((row) => (row.key === key ? { ...row, amount: to } : row)));
    }
    case 'RowRemoved':
      return withRows(view.rows.filter(({ key }) => key !== event.data.key));
    case 'SheetClosed':
      return { status: 'closed' };
    case 'SheetSigned':
      return { status: 'signed' };
    case 'SheetDropped':
      return { status: 'dropped' };
  }
};

const fold: Fold<SheetEvent, SheetView> = (view, { event, entityId }) => {
  if (event.type === 'SheetOpened')
    return { sheetId: entityId, ...event.data, status: 'open', ...withRows(event.data.rows) };
  return view === undefined ? undefined : { ...view, ...changed(view, event) };
};

const ofSheets = { source: sheet, schema: sheetViewSchema, fold, owner: { field: 'ownerId' } } as const;

/** Asks for sheets by state and by time. */
export const sheetsByState = { equal: ['status'], range: 'openedAt', orderBy: 'openedAt' } as const;

/** Answers: what is on this sheet? Kept by entity. */
export const sheetsById = declareView({
  ...ofSheets,
  name: 'sheets',
  feed: 'own',
  partition: { by: 'entity', field: 'sheetId' },
  identifiedBy: ['key'],
  queries: [sheetsByState],
});

/** Answers: which sheets does this owner have? Kept by a field. */
export const sheetsByOwner = declareView({
  ...ofSheets,
  name: 'sheets-by-owner',
  feed: 'own',
  partition: { by: 'field', field: 'ownerId' },
  orderBy: 'openedAt',
  queries: [sheetsByState],
});

const sheetOnly = z.object({ sheetId: z.string() });

/** Consumers are told of three kinds of events, and of no other. */
const contracts: Contracts<typeof sheetEvents> = {
  schemas: {
    'ledger.sheet-opened.v1': sheetOnly.extend({ ownerId: z.string() }),
    'ledger.row-changed.v1': sheetOnly.extend({ key: z.string(), from: z.int(), to: z.int() }),
    'ledger.sheet-closed.v1': sheetOnly,
  },
  contractOf: ({ event, entityId: sheetId }) => {
    if (event.type === 'SheetOpened')
      return { type: 'ledger.sheet-opened.v1', data: { sheetId, ownerId: event.data.ownerId } };
    if (event.type === 'RowChanged') return { type: 'ledger.row-changed.v1', data: { sheetId, ...event.data } };
    return event.type === 'SheetClosed' ? { type: 'ledger.sheet-closed.v1', data: { sheetId } } : undefined;
  },
};

/** All that is declared about sheets. */
export const sheets = declareModule({ aggregate: sheet, views: [sheetsById, sheetsByOwner], contracts });
