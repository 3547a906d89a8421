import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import { authorized, type Authorization, type AuthorizedCaller, type OpenedBy } from './authorization.ts';
import { etagOf } from './entity-tag.ts';
import { httpRoute, type Answer, type HttpRoute } from './http-route.ts';
import type { About } from './openapi/operation.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import type { QueryAnswer } from './query-answers.ts';

/** One GET function. */
export interface QueryRoute<
  Role extends string,
  Schema extends ParameterSchema,
  Body extends z.ZodType,
> extends OpenedBy<Role> {
  /** Below /api, with its parameters in braces: `orders/{orderId}`. */
  readonly path: string;
  /** The parameters of path and query string, by name. Strict, so that a mistyped name is refused and not ignored. */
  readonly parameters: Schema;
  /** What it answers with 200. */
  readonly answers: Body;
  /** Problems of its own that it may answer with. */
  readonly problems?: About['problems'];
  readonly handle: (parameters: z.output<Schema>, caller: AuthorizedCaller) => Promise<QueryAnswer<z.input<Body>>>;
}

/** Registers a query and returns its handler. */
export const queryRoute = <Role extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  authorization: Authorization<Role>,
  query: QueryRoute<NoInfer<Role>, Schema, Body>,
): HttpHandler => httpRoute({ ...authorizedQuery(authorization, query), method: 'GET', path: query.path });

/** What a query and an operator's route have in common. */
export const authorizedQuery = <Role extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  authorization: Authorization<Role>,
  { name, roles, parameters, answers, problems = [], handle }: QueryRoute<NoInfer<Role>, Schema, Body>,
): Pick<HttpRoute, 'name' | 'about' | 'answer'> => ({
  name,
  about: {
    roles,
    parameters,
    answers: [{ status: 200, what: 'What was asked for.', body: answers }],
    problems,
  },
  answer: authorized(authorization, { name, roles }, async (request, _, caller) =>
    answerToQuery(await handle(readParameters(request, parameters), caller)),
  ),
});

const answerToQuery = (found: QueryAnswer): Answer => {
  if ('problem' in found) return found;
  const headers = found.version === undefined ? {} : { etag: etagOf(found.version) };
  return { status: 200, headers, jsonBody: found.body };
};
