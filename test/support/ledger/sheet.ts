import { accept, nothingToDo, reject, type Aggregate, type Decision } from '../../../domain/modelling/aggregate.ts';
import {
  sheetCommands,
  sheetEvents,
  sheetState,
  type OpenSheet,
  type Sheet,
  type SheetCommand,
  type SheetEvent,
} from './sheet-events.ts';

/** Why a sheet refuses a command. */
export type SheetRejection =
  | { readonly type: 'SheetNotOpened' | 'SheetNotClosed' | 'SheetNeedsARow' }
  | { readonly type: 'SheetAlreadyOpened' | 'SheetAlreadyClosed' | 'SheetAlreadySigned' | 'SheetAlreadyDropped' }
  | { readonly type: 'RowNotFound'; readonly key: string };

type SheetDecision = Decision<SheetEvent, SheetRejection>;
type DataOf<Type extends SheetCommand['type']> = Extract<SheetCommand, { type: Type }>['data'];

const notWhile: Readonly<Record<Exclude<Sheet['status'], 'open'>, SheetDecision>> = {
  'not-opened': reject({ type: 'SheetNotOpened' }),
  closed: reject({ type: 'SheetAlreadyClosed' }),
  signed: reject({ type: 'SheetAlreadySigned' }),
  dropped: reject({ type: 'SheetAlreadyDropped' }),
};

const open = (wanted: DataOf<'OpenSheet'>, at: string, sheet: Sheet): SheetDecision => {
  if (sheet.status === 'not-opened')
    return accept({ type: 'SheetOpened', data: { ...wanted, openedAt: wanted.openedAt ?? at } });
  const isTheSame =
    sheet.status === 'open' &&
    sheet.ownerId === wanted.ownerId &&
    JSON.stringify(sheet.rows) === JSON.stringify(wanted.rows);
  return isTheSame ? nothingToDo : reject({ type: 'SheetAlreadyOpened' });
};

const change = ({ key, amount }: DataOf<'ChangeRow'>, sheet: OpenSheet): SheetDecision => {
  const row = sheet.rows.find((each) => each.key === key);
  if (row === undefined) return reject({ type: 'RowNotFound', key });
  return row.amount === amount
    ? nothingToDo
    : accept({ type: 'RowChanged', data: { key, from: row.amount, to: amount } });
};

const remove = ({ key }: DataOf<'RemoveRow'>, sheet: OpenSheet): SheetDecision => {
  if (sheet.removedKeys.includes(key)) return nothingToDo;
  if (!sheet.rows.some((each) => each.key === key)) return reject({ type: 'RowNotFound', key });
  return sheet.rows.length === 1 ? reject({ type: 'SheetNeedsARow' }) : accept({ type: 'RowRemoved', data: { key } });
};

const whileOpen = (sheet: Sheet, then: (sheet: OpenSheet) => SheetDecision): SheetDecision =>
  sheet.status === 'open' ? then(sheet) : notWhile[sheet.status];

const close = (sheet: Sheet): SheetDecision =>
  sheet.status === 'closed' || sheet.status === 'signed'
    ? nothingToDo
    : whileOpen(sheet, () => accept({ type: 'SheetClosed', data: {} }));

const sign = ({ status }: Sheet): SheetDecision => {
  if (status === 'signed') return nothingToDo;
  if (status === 'open') return reject({ type: 'SheetNotClosed' });
  return status === 'closed' ? accept({ type: 'SheetSigned', data: {} }) : notWhile[status];
};

const drop = (data: DataOf<'DropSheet'>, { status }: Sheet): SheetDecision => {
  if (status === 'dropped') return nothingToDo;
  return status === 'open' || status === 'closed' ? accept({ type: 'SheetDropped', data }) : notWhile[status];
};

const decide = (command: SheetCommand, sheet: Sheet): SheetDecision => {
  switch (command.type) {
    case 'OpenSheet':
      return open(command.data, command.at, sheet);
    case 'ChangeRow':
      return whileOpen(sheet, (opened) => change(command.data, opened));
    case 'RemoveRow':
      return whileOpen(sheet, (opened) => remove(command.data, opened));
    case 'CloseSheet':
      return close(sheet);
    case 'SignSheet':
      return sign(sheet);
    case 'DropSheet':
      return drop(command.data, sheet);
  }
};

const moved = (sheet: Sheet, status: 'closed' | 'signed' | 'dropped'): Sheet =>
  sheet.status === 'not-opened' ? sheet : { status, ownerId: sheet.ownerId };

const evolve = (sheet: Sheet, event: SheetEvent): Sheet => {
  switch (event.type) {
    case 'SheetOpened':
      return { status: 'open', ...event.data, removedKeys: [] };
    case 'RowChanged': {
      const { key, to } = event.data;
      if (sheet.status !== 'open') return sheet;
      return { ...sheet, rows: sheet.rows.map((row) => (row.key === key ? { ...row, amount: to } : row)) };
    }
    case 'RowRemoved': {
      const { key } = event.data;
      if (sheet.status !== 'open') return sheet;
      return {
        ...sheet,
        rows: sheet.rows.filter((row) => row.key !== key),
        removedKeys: [...sheet.removedKeys, key],
      };
    }
    case 'SheetClosed':
      return moved(sheet, 'closed');
    case 'SheetSigned':
      return moved(sheet, 'signed');
    case 'SheetDropped':
      return moved(sheet, 'dropped');
  }
};

/** A sheet of rows with amounts: opened for its owner, changed until it is closed, then signed; or dropped before. */
export const sheet: Aggregate<Sheet, typeof sheetCommands, typeof sheetEvents, SheetRejection> = {
  category: 'sheet',
  commands: sheetCommands,
  events: sheetEvents,
  state: sheetState,
  stateVersion: 2,
  initial: { status: 'not-opened' },
  owner: (state) => (state.status === 'not-opened' ? undefined : state.ownerId),
  evolve,
  decide,
};
