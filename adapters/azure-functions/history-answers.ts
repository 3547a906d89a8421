import { z } from 'zod';
import type { History } from '../../application/history.ts';

const change = z.object({ path: z.string(), from: z.unknown().optional(), to: z.unknown().optional() }).readonly();

const entry = z
  .object({
    version: z.int().min(1),
    type: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    commandId: z.string(),
    correlationId: z.string(),
    changes: z.array(change).readonly(),
  })
  .readonly();

/** The history of one entity, as it is told: its id under this name, and who did what and when. */
export const historyAnswer = <Id extends string>(idName: Id): z.ZodType<Told<Id>, Told<Id>> =>
  // A computed name is any name to the compiler.
  z.object({ [idName]: z.string(), version: z.int().min(1), entries: z.array(entry).readonly() }) as never;

type Told<Id extends string> = History & Readonly<Record<Id, string>>;
