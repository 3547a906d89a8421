import { z } from 'zod';

/** When the store wrote a document: whole seconds since 1970 (Azure Cosmos DB documentation, "Resource model", `_ts`). */
const written = z.object({ _ts: z.number() });

/**
 * How long ago the oldest of these documents was written, in whole seconds. At least 0, because clocks differ; 0 where no document
 * has a time.
 *
 * @param now An ISO 8601 date and time.
 */
export const oldestAge = (documents: readonly unknown[], now: string): number => {
  const times = documents.flatMap((document) => written.safeParse(document).data?._ts ?? []);
  return Math.max(0, ...times.map((time) => Math.round(Date.parse(now) / 1000 - time)));
};
