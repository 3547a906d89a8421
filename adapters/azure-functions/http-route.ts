import { app, type HttpHandler, type HttpRequest, type InvocationContext } from '@azure/functions';
import { conversationOf, refuseMalformedCorrelation, type Conversation } from './conversation.ts';
import { isOurs, problemOfFailure } from './failures.ts';
import type { FileResponse, JsonResponse } from './json-response.ts';
import { withDeadline } from '../time/index.ts';
import { addOperation, type About } from './openapi/operation.ts';
import { problemResponse, type Problem } from './problem.ts';

/** What a route answers: a response, or the problem that stands in its way. */
export type Answer = JsonResponse | FileResponse | { readonly problem: Problem };

/** One HTTP function. */
export interface HttpRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Below /api. */
  readonly path: string;
  /** For the description of the API; the routes that show the description are not in it. */
  readonly about?: About;
  /** After so many milliseconds nothing is tried again that a store has failed to do; four seconds if not given. */
  readonly deadlineMs?: number;
  readonly answer: (request: HttpRequest, conversation: Conversation) => Promise<Answer>;
}

/** A caller has its answer within five seconds, also when the store is away. */
const usualDeadlineMs = 4_000;

/** Registers an HTTP function whose every answer, also to what it did not expect, is one that a client can read; and returns it. */
export const httpRoute = ({
  name,
  method,
  path,
  about,
  deadlineMs = usualDeadlineMs,
  answer,
}: HttpRoute): HttpHandler => {
  const handler: HttpHandler = async (request, context) => {
    const conversation = conversationOf(request, context);
    const { correlationId } = conversation;
    const response = await withDeadline(deadlineMs, () => answerOrProblem(request, context, conversation, answer));
    return { ...response, headers: { ...response.headers, 'x-correlation-id': correlationId } };
  };
  if (about !== undefined) addOperation({ name, method, path, ...about });
  // Who may call is decided by who calls, and not by a key that anybody may hold: see authorization.ts.
  app.http(name, { methods: [method], route: path, authLevel: 'anonymous', handler });
  return handler;
};

const answerOrProblem = async (
  request: HttpRequest,
  context: InvocationContext,
  conversation: Conversation,
  answer: HttpRoute['answer'],
): Promise<JsonResponse | FileResponse> => {
  const occurrence = { instance: new URL(request.url).pathname, correlationId: conversation.correlationId };
  try {
    refuseMalformedCorrelation(request);
    const answered = await answer(request, conversation);
    return 'problem' in answered ? problemResponse(answered.problem, occurrence) : answered;
  } catch (error) {
    const problem = problemOfFailure(error);
    if (isOurs(problem)) context.error(`${occurrence.correlationId}: ${problem.title}`, error);
    return problemResponse(problem, occurrence);
  }
};
