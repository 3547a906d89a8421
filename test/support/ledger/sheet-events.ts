import { z } from 'zod';
import { eventType, type CommandOf, type EventOf } from '../../../domain/modelling/aggregate.ts';
import { entityId, moment, text } from '../../../domain/modelling/values.ts';

const row = z.object({ key: z.string(), text: z.string(), amount: z.int() });
const newRow = z.strictObject({ key: text(40), text: text(200), amount: z.int().min(1).max(100_000) });

/** What happens to a sheet. */
export const sheetEvents = {
  SheetOpened: eventType(z.object({ ownerId: z.string(), rows: z.array(row), openedAt: z.string() })),
  RowChanged: eventType(z.object({ key: z.string(), from: z.int(), to: z.int() })),
  RowRemoved: eventType(z.object({ key: z.string() })),
  SheetClosed: eventType(z.object({})),
  SheetSigned: eventType(z.object({})),
  SheetDropped: eventType(z.object({ reason: z.string() })),
};

const eachKeyOnce = (rows: readonly { readonly key: string }[], context: z.RefinementCtx): void => {
  for (const [index, { key }] of rows.entries())
    if (rows.findIndex((row) => row.key === key) < index)
      context.addIssue({ code: 'custom', path: [index, 'key'], message: 'stands in an earlier row already' });
};

/** What can be asked of a sheet. */
export const sheetCommands = {
  OpenSheet: z.strictObject({
    ownerId: entityId,
    rows: z.array(newRow).min(1).max(200).superRefine(eachKeyOnce),
    openedAt: moment.exactOptional(),
  }),
  ChangeRow: newRow.pick({ key: true, amount: true }),
  RemoveRow: newRow.pick({ key: true }),
  CloseSheet: z.strictObject({}),
  SignSheet: z.strictObject({}),
  DropSheet: z.strictObject({ reason: text(500) }),
};

const openSheet = z
  .object({
    status: z.literal('open'),
    ownerId: z.string(),
    openedAt: z.string(),
    rows: z.array(row.readonly()).readonly(),
    removedKeys: z.array(z.string()).readonly(),
  })
  .readonly();

/** A sheet as its decisions see it: rows live only while they may change. */
export const sheetState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-opened') }).readonly(),
  openSheet,
  z.object({ status: z.enum(['closed', 'signed', 'dropped']), ownerId: z.string() }).readonly(),
]);

/** What a sheet shows. */
export const sheetViewSchema = z
  .object({
    sheetId: z.string(),
    ownerId: z.string(),
    status: z.enum(['open', 'closed', 'signed', 'dropped']),
    rows: z.array(row.readonly()).readonly(),
    total: z.int(),
    openedAt: z.string(),
  })
  .readonly();

export type Sheet = z.infer<typeof sheetState>;
export type OpenSheet = z.infer<typeof openSheet>;
export type SheetView = z.infer<typeof sheetViewSchema>;
export type SheetEvent = EventOf<typeof sheetEvents>;
export type SheetCommand = CommandOf<typeof sheetCommands>;
