import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import { asOf, differenceOf, historyOf, type Remembering } from '../../application/history/history.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import { entityId } from '../../domain/values.ts';
import type { Gate } from './gate.ts';
import { differenceAnswer, historyAnswer, historyPage, told } from './history-answers.ts';
import type { Problem } from './problem.ts';
import { answerWithDocument, documentOf } from './query-answers.ts';
import {
  onePointInTime,
  pageParameters,
  pointInTime,
  pointInTimeParameters,
  unknownContinuation,
} from './query-parameters.ts';
import { queryRoute } from './query-route.ts';
import { versionBefore } from './version-pages.ts';

/** Whose past is told over HTTP, and under which names. */
export interface HistoryRoutes<Name extends string, Types extends EventTypes, View extends object> extends Remembering<
  Types,
  View
> {
  /** The entity's name in those of the functions: `Order`. */
  readonly name: Name;
  readonly gate: Gate<`Get${NoInfer<Name>}${'History' | 'AsOf' | 'Changes'}`>;
  /** The collection's name in paths: `orders`. */
  readonly plural: string;
  /** What the entity's id is called in answers: `orderId`. */
  readonly idName: string;
  readonly viewSchema: z.ZodType<View, View>;
  /** There is no such entity. */
  readonly unknown: Problem;
  /** There was none then. */
  readonly unknownThen: Problem;
}

/**
 * Registers the past of an aggregate, as its view shows it: `…/history?limit=&continuation=`, `…/as-of?version=` or `?at=`, and
 * `…/changes?from=&to=`. Straight from the events, so never late.
 */
export const historyRoutes = <Name extends string, Types extends EventTypes, View extends object>({
  name,
  gate,
  plural,
  idName,
  viewSchema,
  unknown,
  unknownThen,
  ...remembering
}: HistoryRoutes<Name, Types, View>): Readonly<Record<'history' | 'asOf' | 'changes', HttpHandler>> => {
  const history = historyOf(remembering);
  const past = asOf(remembering);
  const difference = differenceOf(remembering);

  return {
    history: queryRoute({
      name: `Get${name}History`,
      gate,
      path: `${plural}/{id}/history`,
      parameters: z.strictObject({ id: entityId, ...pageParameters }),
      answers: historyAnswer(idName),
      problems: [unknown, unknownContinuation],
      handle: async ({ id, limit, continuation }) => {
        const list = streamIdOf(remembering.aggregate.category, id);
        const found = await history(id, { after: versionBefore(list, continuation), atMost: limit });
        if (found === undefined) return { problem: unknown };
        return { body: told(idName, id, historyPage(list, found)), version: found.version };
      },
    }),

    asOf: queryRoute({
      name: `Get${name}AsOf`,
      gate,
      path: `${plural}/{id}/as-of`,
      parameters: z.strictObject({ id: entityId, ...pointInTimeParameters }).transform(onePointInTime),
      answers: documentOf(viewSchema),
      problems: [unknownThen],
      handle: async ({ id, point }) => answerWithDocument(await past(id, point), unknownThen),
    }),

    changes: queryRoute({
      name: `Get${name}Changes`,
      gate,
      path: `${plural}/{id}/changes`,
      parameters: z.strictObject({ id: entityId, from: pointInTime, to: pointInTime }),
      answers: differenceAnswer(idName),
      problems: [unknownThen],
      handle: async ({ id, from, to }) => {
        const found = await difference(id, from, to);
        return found ? { body: told(idName, id, found) } : { problem: unknownThen };
      },
    }),
  };
};
