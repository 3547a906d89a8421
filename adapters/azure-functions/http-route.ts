import { app, type HttpHandler, type HttpRequest, type InvocationContext } from '@azure/functions';
import type { FileResponse, JsonResponse } from './json-response.ts';
import { withDeadline } from '../time/index.ts';
import { addOperation, type About } from './openapi/operation.ts';
import { isServerError, problemOfError } from './problems/problem-mapping.ts';
import { problemResponse, type Problem } from './problems/problem.ts';
import { refuseInvalidCorrelation, requestContextOf, type RequestContext } from './request-context.ts';

/** What a route answers: a response or a problem. */
export type Answer = JsonResponse | FileResponse | { readonly problem: Problem };

/** One HTTP function. */
export interface HttpRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Below /api. */
  readonly path: string;
  /** For the OpenAPI description; the routes that serve the description are not part of it. */
  readonly about?: About;
  /** Milliseconds after which no failed call to a store is retried; four seconds by default. */
  readonly deadlineMs?: number;
  readonly answer: (request: HttpRequest, requestContext: RequestContext) => Promise<Answer>;
}

/** Callers are answered within five seconds, also when the store is unavailable. */
const usualDeadlineMs = 4_000;

/** Registers an HTTP function and returns its handler. Every answer, also to an unexpected error, is a documented response. */
export const httpRoute = ({
  name,
  method,
  path,
  about,
  deadlineMs = usualDeadlineMs,
  answer,
}: HttpRoute): HttpHandler => {
  const handler: HttpHandler = async (request, context) => {
    const requestContext = requestContextOf(request, context);
    const response = await withDeadline(deadlineMs, () => answerOrProblem(request, context, requestContext, answer));
    return { ...response, headers: { ...response.headers, 'x-correlation-id': requestContext.correlationId } };
  };
  if (about !== undefined) addOperation({ name, method, path, ...about });
  // Authorization is by the caller's roles, not by a function key: see authorization.ts.
  app.http(name, { methods: [method], route: path, authLevel: 'anonymous', handler });
  return handler;
};

const answerOrProblem = async (
  request: HttpRequest,
  context: InvocationContext,
  requestContext: RequestContext,
  answer: HttpRoute['answer'],
): Promise<JsonResponse | FileResponse> => {
  const occurrence = { instance: new URL(request.url).pathname, correlationId: requestContext.correlationId };
  try {
    refuseInvalidCorrelation(request);
    const answered = await answer(request, requestContext);
    return 'problem' in answered ? problemResponse(answered.problem, occurrence) : answered;
  } catch (error) {
    const problem = problemOfError(error);
    if (isServerError(problem)) context.error(`${occurrence.correlationId}: ${problem.title}`, error);
    return problemResponse(problem, occurrence);
  }
};
