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

/** What is told of an entity whose id has this name. */
type Told<Id extends string, What> = What & Readonly<Record<Id, string>>;

/** What is told of an entity, with its id under this name. */
export const told = <Id extends string, What>(idName: Id, id: string, what: What): Told<Id, What> =>
  // A computed name is any name to the compiler.
  ({ [idName]: id, ...what }) as never;

const toldOf = <Id extends string, What>(idName: Id, shape: z.ZodRawShape): z.ZodType<Told<Id, What>, Told<Id, What>> =>
  z.object({ [idName]: z.string(), ...shape }) as never;

/** A page of a history. `continuation` is null on the last one. */
export type HistoryPage = History & { readonly continuation: string | null };

/** A page of the history of one entity, as it is told: its id under this name, and who did what and when. */
export const historyAnswer = <Id extends string>(idName: Id) =>
  toldOf<Id, HistoryPage>(idName, {
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

/** What differs between two points of an entity's life, as it is told. */
export const differenceAnswer = <Id extends string>(idName: Id) =>
  toldOf<Id, Difference>(idName, { from: z.int().min(0), to: z.int().min(0), changes: z.array(change).readonly() });
