import type { Look } from '../audit/audit-look.ts';
import type { FoundContribution } from '../contributions/contributions.ts';
import { differingFields } from '../audit/differing-fields.ts';
import type { FoundJoined } from './joined-document-after.ts';
import { isUpToDate, type PlaceContribution } from '../contributions/stream-contributions.ts';

/** What is compared: in which document, of which stream, and how far that has come. */
export interface ComparedPart<Part> {
  readonly key: string;
  readonly streamId: string;
  readonly version: number;
  readonly now: PlaceContribution<Part> | undefined;
  readonly found: FoundContribution<Part> | undefined;
}

/** A stored part beside the one that the events say. Differences name fields, never values, which may be personal. */
export const comparisonOfParts = <Part extends object>(
  compared: ComparedPart<Part>,
): Pick<Look, 'fit' | 'difference'> => {
  const { key, streamId, now, found } = compared;
  const is = (fit: Look['fit'], what: string) => ({ fit, difference: `${key}: the part of ${streamId} ${what}.` });
  if (found === undefined) return now === undefined ? is('right', 'is not there') : is('behind', 'is missing');
  if (found.version === 0) return is('wrong', 'is damaged');
  if (found.value === undefined && now?.value === undefined) return is('right', 'is not there');
  const [fit, what] = versionsBeside(compared.version, now, found) ?? valuesBeside(now?.value, found.value);
  return is(fit, what);
};

type Comparison = readonly [fit: Look['fit'], what: string];

const versionsBeside = (
  version: number,
  now: ComparedPart<object>['now'],
  found: FoundContribution<object>,
): Comparison | undefined => {
  if (found.version > version) return ['ahead', `is of version ${found.version}, and the stream of version ${version}`];
  if (now === undefined || isUpToDate(now, found)) return undefined;
  return ['behind', `is of version ${found.version}, and its events have changed it at ${now.changedAt}`];
};

const valuesBeside = (now: object | undefined, found: object | undefined): Comparison => {
  if (now === undefined) return ['wrong', 'is there, and by its events it is none'];
  const fields = differingFields(found ?? {}, now);
  return [fields.length === 0 ? 'right' : 'wrong', `has another ${fields.join(', ')} than its events say`];
};

/** A stored document beside the one that its stored parts make. Looked at twice: a save may come between two reads. */
export const comparisonOfJoined = <Shape extends object>(
  key: string,
  found: FoundJoined<Shape>,
  made: Shape | undefined,
): Pick<Look, 'fit' | 'difference'> => {
  const is = (fit: Look['fit'], what: string) => ({ fit, difference: `${key}: the document ${what}.` });
  if (found === undefined) return made === undefined ? is('right', 'is not there') : is('ahead', 'is missing');
  if (found.damage !== undefined) return is('ahead', 'is damaged');
  if (made === undefined) return is('ahead', 'is there, and nothing is part of it');
  const fields = differingFields(found.view, made);
  return is(fields.length === 0 ? 'right' : 'ahead', `has another ${fields.join(', ')} than its parts make`);
};
