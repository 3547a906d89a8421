import { system } from '../../../domain/modelling/system.ts';
import { people } from './people.ts';
import { sheets } from './sheets.ts';

export { people, peopleById, personEmail, type PersonView } from './people.ts';
export { deeds, deedsByTime, loggedLedger, moves, names } from './logs.ts';
export { person, type PersonCommand, type PersonEvent } from './person.ts';
export { sheets, sheetsById, sheetsByOwner, sheetsByState } from './sheets.ts';
export { sheet } from './sheet.ts';
export { joinedLedger, owners, ownersByAmount, type OwnerDocument } from './owners.ts';
export { amountsByKey, amountsByStatus, countedLedger } from './totals.ts';
export type { SheetCommand, SheetEvent, SheetView } from './sheet-events.ts';

/**
 * A business that is nobody's, declared in the words of domain/modelling/ as any other: the specs of the engine run on it. Sheets
 * are owned, long and listed; people have personal data and a unique email, and can be erased.
 */
export const ledger = system(sheets, people);
