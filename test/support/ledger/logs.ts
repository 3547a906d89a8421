import { z } from 'zod';
import { changesIn, declareLog, logSource } from '../../../domain/modelling/log.ts';
import { personal } from '../../../domain/modelling/personal.ts';
import { byPosition } from '../../../domain/modelling/position.ts';
import type { Recorded } from '../../../domain/modelling/recorded.ts';
import { declareModule, system } from '../../../domain/modelling/system.ts';
import { people, peopleById } from './people.ts';
import { sheet } from './sheet.ts';
import { sheetsById } from './sheets.ts';

/** What somebody has done. */
export const deed = z
  .object({ actor: z.string(), at: z.iso.datetime(), kind: z.string(), of: z.string(), type: z.string() })
  .readonly();

/** The deed that an event is. */
export const deedOf =
  (kind: string) =>
  ({ actor, recordedAt: at, entityId: of, event: { type } }: Recorded<{ readonly type: string }>) => ({
    actor,
    at,
    kind,
    of,
    type,
  });

/** Asks for deeds by kind and by time. */
export const deedsByTime = { ...byPosition, equal: ['kind'] } as const;

/** Answers: what has this actor done, to sheets and to people, and what did that change? */
export const deeds = declareLog({
  name: 'deeds',
  sources: [
    logSource({ ...changesIn(sheetsById), entry: deedOf('sheet') }),
    logSource({ ...changesIn(peopleById), entry: deedOf('person') }),
  ],
  schema: deed,
  partition: { by: 'field', field: 'actor' },
  owner: { field: 'actor' },
  queries: [byPosition, deedsByTime],
});

/** Answers: what stood in a row before each change, and what in all? It needs what was before, and keeps no changes. */
export const moves = declareLog({
  name: 'moves',
  sources: [
    logSource({
      source: sheet,
      fold: sheetsById.fold,
      entry: ({ event, entityId: sheetId, recordedAt: at }, before) =>
        event.type === 'RowChanged'
          ? { sheetId, at, key: event.data.key, before: before?.total ?? 0, by: event.data.to - event.data.from }
          : undefined,
    }),
  ],
  schema: z
    .object({ sheetId: z.string(), at: z.iso.datetime(), key: z.string(), before: z.int(), by: z.int() })
    .readonly(),
  partition: { by: 'field', field: 'sheetId' },
  owner: 'everybody',
  queries: [byPosition],
});

/** Answers: under which names have people come on a day? The entry itself is personal, and needs nothing that was before. */
export const names = declareLog({
  name: 'names',
  sources: [
    logSource({
      source: peopleById.source,
      entry: ({ event, recordedAt: at }) =>
        event.type === 'PersonRegistered' ? { day: at.slice(0, 10), at, name: event.data.name } : undefined,
    }),
  ],
  schema: z.object({ day: z.string(), at: z.iso.datetime(), name: personal(z.string()) }).readonly(),
  partition: { by: 'field', field: 'day' },
  owner: 'everybody',
  queries: [byPosition],
});

/** The ledger with logs. */
export const loggedLedger = system(declareModule({ aggregate: sheet, views: [sheetsById], logs: [moves] }), people, {
  logs: [deeds, names],
});
