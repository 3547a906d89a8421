import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import type { RunningSystem } from '../../application/system/run.ts';
import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import { entityId } from '../../domain/modelling/values.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { Problem } from './problems/problem.ts';
import { answerWithView, documentOf, viewProblems } from './query-answers.ts';
import { version } from './query-parameters.ts';
import { queryRoute, type QueryEdge } from './query-route.ts';

/** What any entity needs to be shown over HTTP. */
export interface DocumentEdge<Role extends string = string> extends QueryEdge<Role> {
  readonly system: Pick<RunningSystem, 'readerOf'>;
}

/** What is shown over HTTP by its id, and under which names. */
export interface DocumentRoute<Role extends string, Types extends EventTypes, Shape extends object> {
  /** The entity's name in that of the function: `Order`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** The collection's name in paths: `orders`. */
  readonly plural: string;
  /** The view whose document is shown. It is partitioned by the entity. */
  readonly view: View<Types, Shape>;
  /** There is no such entity. */
  readonly unknown: Problem;
}

/**
 * Registers `GET …/{id}?minVersion=`, which shows the document of an entity by one point read. Throws an error that names a
 * view whose documents are not found by the id alone.
 */
export const documentRoute = <Role extends string, Types extends EventTypes, Shape extends object>(
  edge: DocumentEdge<Role>,
  { name, roles, plural, view, unknown }: DocumentRoute<NoInfer<Role>, Types, Shape>,
): HttpHandler => {
  if (view.partition.by !== 'entity')
    throw new Error(
      `Get${name} cannot find a document of ${view.name} by its id: they are kept by ${view.partition.field}.`,
    );
  const documents = edge.system.readerOf(view);
  return queryRoute(edge, {
    name: `Get${name}`,
    shows: view,
    roles,
    path: `${plural}/{id}`,
    parameters: z.strictObject({ id: entityId, minVersion: version.exactOptional() }),
    answers: documentOf(view.schema),
    problems: [unknown, ...viewProblems],
    handle: async ({ id, minVersion }, caller) =>
      answerWithView(await documents.for(caller).read({ id, partition: id }, minVersion), unknown),
  });
};
