import { z } from 'zod';
import type { Recorded } from './recorded.ts';

/** Enough digits for every version, so that text is ordered as the versions are. */
const digits = String(Number.MAX_SAFE_INTEGER).length;

/**
 * The place of an event among all that a log keeps: text, ordered by time, then by stream, then by version. Entries of one moment have no
 * other order that says what happened first: their ids are ordered as text, `order-1:10` before `order-1:9`. A moment comes before every
 * position of its time, so a range of positions may be asked for between two moments.
 */
export const positionOf = (
  category: string,
  { recordedAt, entityId, version }: Pick<Recorded<unknown>, 'recordedAt' | 'entityId' | 'version'>,
): string => `${recordedAt}/${category}-${entityId}/${String(version).padStart(digits, '0')}`;

/** What the engine keeps beside every entry of a log, so that no two are of one place. */
export const positioned = z.object({
  /** See {@link positionOf}. */
  position: z.string(),
});

/** Asks a log for the entries between two positions, or two moments. */
export const byPosition = { range: 'position', orderBy: 'position' } as const;
