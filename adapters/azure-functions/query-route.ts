import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import { guarded, type Gate } from './gate.ts';
import { etagOf } from './header-values.ts';
import { httpRoute, type Answer } from './http-route.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import type { QueryAnswer } from './query-answers.ts';

/** One GET function. */
export interface QueryRoute<Name extends string, Schema extends ParameterSchema> {
  readonly name: Name;
  readonly gate: Gate<NoInfer<Name>>;
  /** Below /api, with its parameters in braces: `orders/{orderId}`. */
  readonly path: string;
  /** The parameters of path and query string, by name. Strict, so that a mistyped name is told and not ignored. */
  readonly parameters: Schema;
  readonly handle: (parameters: z.output<Schema>) => Promise<QueryAnswer>;
}

/** Registers a query and returns its handler. */
export const queryRoute = <Name extends string, Schema extends ParameterSchema>({
  name,
  gate,
  path,
  parameters,
  handle,
}: QueryRoute<Name, Schema>): HttpHandler =>
  httpRoute({
    name,
    method: 'GET',
    path,
    answer: guarded(gate, name, async (request) => answerToQuery(await handle(readParameters(request, parameters)))),
  });

/** A query's answer on the wire. */
export const answerToQuery = (found: QueryAnswer): Answer => {
  if ('problem' in found) return found;
  const headers = found.version === undefined ? {} : { etag: etagOf(found.version) };
  return { status: 200, headers, jsonBody: found.body };
};
