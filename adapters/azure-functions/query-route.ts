import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import { guarded, type Gate } from './gate.ts';
import { etagOf } from './header-values.ts';
import { httpRoute, type Answer, type HttpRoute } from './http-route.ts';
import type { ProblemKind } from './openapi/operation.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import type { QueryAnswer } from './query-answers.ts';

/** One GET function. */
export interface QueryRoute<Name extends string, Schema extends ParameterSchema, Body extends z.ZodType> {
  readonly name: Name;
  readonly gate: Gate<NoInfer<Name>>;
  /** Below /api, with its parameters in braces: `orders/{orderId}`. */
  readonly path: string;
  /** The parameters of path and query string, by name. Strict, so that a mistyped name is told and not ignored. */
  readonly parameters: Schema;
  /** What it answers with 200. */
  readonly answers: Body;
  /** Problems of its own that it may answer with. */
  readonly problems?: readonly ProblemKind[];
  readonly handle: (parameters: z.output<Schema>) => Promise<QueryAnswer<z.input<Body>>>;
}

/** Registers a query and returns its handler. */
export const queryRoute = <Name extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  query: QueryRoute<Name, Schema, Body>,
): HttpHandler => httpRoute({ ...guardedQuery(query), method: 'GET', path: query.path });

/** What a query and an operator's route have in common. */
export const guardedQuery = <Name extends string, Schema extends ParameterSchema, Body extends z.ZodType>({
  name,
  gate,
  parameters,
  answers,
  problems = [],
  handle,
}: QueryRoute<Name, Schema, Body>): Pick<HttpRoute, 'name' | 'about' | 'answer'> => ({
  name,
  about: {
    roles: gate.permitted[name],
    parameters,
    answers: [{ status: 200, what: 'What was asked for.', body: answers }],
    problems,
  },
  answer: guarded(gate, name, async (request) => answerToQuery(await handle(readParameters(request, parameters)))),
});

const answerToQuery = (found: QueryAnswer): Answer => {
  if ('problem' in found) return found;
  const headers = found.version === undefined ? {} : { etag: etagOf(found.version) };
  return { status: 200, headers, jsonBody: found.body };
};
