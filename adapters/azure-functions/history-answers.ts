import { z } from 'zod';
import type { Difference, History } from '../../application/history/history.ts';
import { continuationBehind } from './version-pages.ts';

const change = z.object({ path: z.string(), from: z.unknown().optional(), to: z.unknown().optional() }).readonly();

const entry = z
  .object({
    version: z.int().min(1),
    type: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    commandId: z.string(),
    correlationId: z.string(),
    data: z.record(z.string(), z.unknown()).readonly(),
    changes: z.array(change).readonly(),
  })
  .readonly();

/** An answer about an entity, with the entity's id under this name. */
type WithId<Id extends string, What> = What & Readonly<Record<Id, string>>;

/** Adds the entity's id to an answer, under this name. */
export const withId = <Id extends string, What>(idName: Id, id: string, what: What): WithId<Id, What> =>
  // A computed name is any name to the compiler.
  ({ [idName]: id, ...what }) as never;

const schemaWithId = <Id extends string, What>(
  idName: Id,
  shape: z.ZodRawShape,
): z.ZodType<WithId<Id, What>, WithId<Id, What>> => z.object({ [idName]: z.string(), ...shape }) as never;

/** A page of a history. `continuation` is null on the last one. */
export type HistoryPage = History & { readonly continuation: string | null };

/** The schema of a page of an entity's history: its id under this name, and who did what and when. */
export const historyAnswer = <Id extends string>(idName: Id) =>
  schemaWithId<Id, HistoryPage>(idName, {
    version: z.int().min(1),
    entries: z.array(entry).readonly(),
    continuation: z.string().nullable(),
  });

/** A part of a history as a page of the list that it belongs to. */
export const historyPage = (list: string, { version, entries }: History): HistoryPage => {
  const last = entries.at(-1)?.version;
  const continuation = continuationBehind(list, last === version ? undefined : last);
  return { version, entries, continuation };
};

/** The schema of the difference between two points of an entity's history. */
export const differenceAnswer = <Id extends string>(idName: Id) =>
  schemaWithId<Id, Difference>(idName, {
    from: z.int().min(0),
    to: z.int().min(0),
    changes: z.array(change).readonly(),
  });
