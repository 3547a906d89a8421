import './registrations.ts';
import type { HttpHandler } from '@azure/functions';
import { commandRoutes } from '../../../adapters/azure-functions/index.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { sheet, type SheetCommand } from '../../support/ledger/index.ts';
import { sheetsOverMemory } from '../../support/sheets.ts';
import { trusted, clerksOnly } from './trusted-callers.ts';

const refused = { status: 422, title: 'The business says no' } as const;

/** A moment that never passes. */
export const now = '2026-11-21T12:00:00.000Z';

/** A sheet that can be opened. */
export const opening = { ownerId: 'bob', rows: [{ key: 'rent', text: 'Rent of May', amount: 5 }] };

/** The routes of sheets over a store of the spec's choice. */
export const sheetRoutes = (eventStore: EventStore): Readonly<Record<SheetCommand['type'], HttpHandler>> => {
  const { system } = sheetsOverMemory(() => eventStore, { clock: () => now });
  const to = (path: string) => ({ path, roles: clerksOnly });
  return commandRoutes(
    { ...trusted, system, clock: () => now },
    {
      aggregate: sheet,
      plural: 'sheets',
      routes: {
        OpenSheet: to('open'),
        ChangeRow: to('change-row'),
        RemoveRow: to('remove-row'),
        CloseSheet: to('close'),
        SignSheet: to('sign'),
        DropSheet: to('drop'),
      },
      problems: {
        SheetNotOpened: { status: 404, title: 'There is no such sheet' },
        SheetAlreadyOpened: refused,
        SheetAlreadyClosed: refused,
        SheetAlreadySigned: refused,
        SheetAlreadyDropped: refused,
        SheetNotClosed: refused,
        RowNotFound: refused,
        SheetNeedsARow: refused,
      },
    },
  );
};
