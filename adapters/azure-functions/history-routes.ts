import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import { streamOfDocument } from '../../domain/modelling/document-place.ts';
import type { RunningSystem } from '../../application/system/run.ts';
import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import { entityId } from '../../domain/modelling/values.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { Authorization } from './authorization.ts';
import { differenceAnswer, historyAnswer, historyPage, withId } from './history-answers.ts';
import type { Problem } from './problems/problem.ts';
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

/** What the past of any entity needs to be shown over HTTP. */
export interface HistoryEdge<Role extends string = string> extends Authorization<Role> {
  readonly system: Pick<RunningSystem, 'pastOf'>;
}

/** Whose past is shown over HTTP, and under which names. */
export interface HistoryRoutes<Role extends string, Types extends EventTypes, Shape extends object> {
  /** The entity's name in those of the functions: `Order`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** The collection's name in paths: `orders`. */
  readonly plural: string;
  /** What the entity's id is called in answers: `orderId`. */
  readonly idName: string;
  /** The view as which the past is shown. */
  readonly view: View<Types, Shape>;
  /** There is no such entity. */
  readonly unknown: Problem;
  /** There was none then. */
  readonly unknownThen: Problem;
}

/**
 * Registers the past of an aggregate, as its view shows it: `…/history?limit=&continuation=`, `…/as-of?version=` or `?at=`, and
 * `…/changes?from=&to=`. Straight from the events, so never late.
 */
export const historyRoutes = <Role extends string, Types extends EventTypes, Shape extends object>(
  edge: HistoryEdge<Role>,
  { name, roles, plural, idName, view, unknown, unknownThen }: HistoryRoutes<NoInfer<Role>, Types, Shape>,
): Readonly<Record<'history' | 'asOf' | 'changes', HttpHandler>> => {
  const past = edge.system.pastOf(view);

  return {
    history: queryRoute(edge, {
      name: `Get${name}History`,
      roles,
      path: `${plural}/{id}/history`,
      parameters: z.strictObject({ id: entityId, ...pageParameters }),
      answers: historyAnswer(idName),
      problems: [unknown, unknownContinuation],
      handle: async ({ id, limit, continuation }, caller) => {
        const list = streamOfDocument(view, id);
        const found = await past.history(caller, id, { after: versionBefore(list, continuation), atMost: limit });
        if (found === undefined) return { problem: unknown };
        return { body: withId(idName, id, historyPage(list, found)), version: found.version };
      },
    }),

    asOf: queryRoute(edge, {
      name: `Get${name}AsOf`,
      roles,
      path: `${plural}/{id}/as-of`,
      parameters: z.strictObject({ id: entityId, ...pointInTimeParameters }).transform(onePointInTime),
      answers: documentOf(view.schema),
      problems: [unknownThen],
      handle: async ({ id, point }, caller) => answerWithDocument(await past.asOf(caller, id, point), unknownThen),
    }),

    changes: queryRoute(edge, {
      name: `Get${name}Changes`,
      roles,
      path: `${plural}/{id}/changes`,
      parameters: z.strictObject({ id: entityId, from: pointInTime, to: pointInTime }),
      answers: differenceAnswer(idName),
      problems: [unknownThen],
      handle: async ({ id, from, to }, caller) => {
        const found = await past.difference(caller, id, from, to);
        return found ? { body: withId(idName, id, found) } : { problem: unknownThen };
      },
    }),
  };
};
