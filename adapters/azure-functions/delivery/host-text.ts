import { z } from 'zod';

/**
 * The Functions host may give a function other text than the store has. Its Cosmos DB extension reads documents with
 * Newtonsoft.Json, which takes a string that looks like a date and time for one, and writes it in its own form: no trailing
 * zeros, no fraction of zero, an offset as that of the host (Azure-Functions #1399). From version 4.9 on the extension has a
 * setting against it (azure-webjobs-sdk-extensions #923), which host.json sets; an older one ignores it.
 *
 * A commit shows it by its hash. This is for those that an older release has stored without one. Their `recordedAt` was always
 * stored in UTC with three digits of a second.
 */

/** What a host that rewrites can have written: digits end with no zero. A day that does not exist is taken for possible. */
const writtenByHost = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?(Z|[+-]\d\d:\d\d)?$/;

const recorded = z.object({ recordedAt: z.iso.datetime({ precision: 3 }) });

const recordedAtOf = (document: unknown): string | undefined => recorded.safeParse(document).data?.recordedAt;

/**
 * Whether a string of this document may stand for another one in the store. A `recordedAt` in the form in which it is stored
 * stands for itself.
 */
export const mayBeRewritten = (document: unknown): boolean => {
  const own = recordedAtOf(document);
  return Object.entries(document ?? {}).some(
    ([name, value]) => !(name === 'recordedAt' && value === own) && holdsHostDate(value),
  );
};

const holdsHostDate = (value: unknown): boolean => {
  if (typeof value === 'string') return writtenByHost.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsHostDate);
};
