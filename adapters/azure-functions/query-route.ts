import type { HttpHandler } from '@azure/functions';
import type { z } from 'zod';
import { authorized, type Authorization, type AuthorizedCaller, type OpenedBy } from './authorization.ts';
import { etagOf } from './entity-tag.ts';
import { httpRoute, type Answer, type HttpRoute } from './http-route.ts';
import type { About, DescribedAnswer } from './openapi/operation.ts';
import { pageAnswer, prefersPage } from './page-answer.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import type { Shown } from '../../application/system/view-ages.ts';
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
  /** The view, total, log or joined view that it shows, if any: the answer says how old that may be. */
  readonly shows?: Shown;
  /** What it answers with as a page, for callers who prefer one to JSON. Without it, there is no page. */
  readonly page?: (body: z.input<Body>) => string;
  /** Problems of its own that it may answer with. */
  readonly problems?: About['problems'];
  readonly handle: (parameters: z.output<Schema>, caller: AuthorizedCaller) => Promise<QueryAnswer<z.input<Body>>>;
}

/** Authorization, and the age of what a query shows; undefined where it is unknown. */
export interface QueryEdge<Role extends string> extends Authorization<Role> {
  readonly viewAgeOf?: (shown: Shown) => number | undefined;
}

/** Registers a query and returns its handler. */
export const queryRoute = <Role extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  authorization: QueryEdge<Role>,
  query: QueryRoute<NoInfer<Role>, Schema, Body>,
): HttpHandler => httpRoute({ ...authorizedQuery(authorization, query), method: 'GET', path: query.path });

/** What a query and an operator's route have in common. */
export const authorizedQuery = <Role extends string, Schema extends ParameterSchema, Body extends z.ZodType>(
  authorization: QueryEdge<Role>,
  { name, roles, parameters, answers, problems = [], shows, page, handle }: QueryRoute<NoInfer<Role>, Schema, Body>,
): Pick<HttpRoute, 'name' | 'about' | 'answer'> => ({
  name,
  about: {
    roles,
    parameters,
    answers: [
      {
        status: 200,
        what: 'What was asked for.',
        body: answers,
        headers: headersOf(shows),
        hasPage: page !== undefined,
      },
    ],
    problems,
  },
  answer: authorized(authorization, { name, roles }, async (request, _, caller) => {
    const asked = readParameters(request, parameters);
    const age = shows && !isOfThePast(asked) ? authorization.viewAgeOf?.(shows) : undefined;
    const found = await handle(asked, caller);
    if (page !== undefined && !('problem' in found) && prefersPage(request.headers.get('accept')))
      return pageAnswer(page(found.body));
    return answerToQuery(found, age, page !== undefined);
  }),
});

/** What was at a moment is made of the events behind the answer, and grows no older with the view. */
const isOfThePast = (asked: unknown): boolean => typeof asked === 'object' && asked !== null && 'asOf' in asked;

const headersOf = (shows: Shown | undefined): NonNullable<DescribedAnswer['headers']> =>
  shows === undefined ? [] : ['annal-view-age'];

const answerToQuery = (found: QueryAnswer, age: number | undefined, hasPage: boolean): Answer => {
  if ('problem' in found) return found;
  const headers = {
    ...(found.version !== undefined && { etag: etagOf(found.version) }),
    ...(age !== undefined && { 'annal-view-age': String(age) }),
    ...(hasPage && { vary: 'accept' }),
  };
  return { status: 200, headers, jsonBody: found.body };
};
