import type { Look } from '../audit/audit-look.ts';
import type { CountedSums, FoundContribution, Sums } from '../contributions/contributions.ts';
import { isUpToDate, type PlaceContribution } from '../contributions/stream-contributions.ts';

/** How a stored contribution fits to what a stream of this version contributes. */
export const fitOfContribution = (
  now: PlaceContribution | undefined,
  found: FoundContribution | undefined,
  version: number,
): Look['fit'] => {
  if (isEmptied(found) && now?.value === undefined) return 'right';
  if (isAhead(found, version)) return 'ahead';
  if (now !== undefined && !isUpToDate(now, found)) return 'behind';
  return isSame(now?.value, found?.value) ? 'right' : 'wrong';
};

const isAhead = (found: FoundContribution | undefined, version: number): boolean =>
  found !== undefined && found.version > version;

const isEmptied = (found: FoundContribution | undefined): boolean => found !== undefined && found.value === undefined;

/** A total beside the sum of the contributions to it. */
export const comparisonOfSums = (
  partition: string,
  stored: CountedSums | undefined,
  counted: CountedSums,
): Pick<Look, 'fit' | 'difference'> => ({
  fit: isSameCount(stored, counted) ? 'right' : 'wrong',
  difference: `${partition}: the total is ${textOf(stored)}, and its contributions are ${textOf(counted)}.`,
});

/** Sums in a sentence. */
export const textOfSums = (value: Sums | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value);

const isSameCount = (stored: CountedSums | undefined, counted: CountedSums): boolean =>
  stored === undefined
    ? counted.contributions === 0
    : stored.contributions === counted.contributions && isSame(stored.value, counted.value);

/** A field that is not there is 0: a total whose contributions all went keeps its fields. */
const isSame = (one: Sums | undefined, other: Sums | undefined): boolean =>
  Object.keys({ ...one, ...other }).every((field) => (one?.[field] ?? 0) === (other?.[field] ?? 0));

const textOf = (counted: CountedSums | undefined): string =>
  counted === undefined ? 'missing' : JSON.stringify({ ...counted.value, contributions: counted.contributions });
