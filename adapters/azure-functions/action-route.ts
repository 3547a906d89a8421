import type { HttpHandler, HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { ActingBy, ActionOutcome } from '../../application/actions/record-action.ts';
import type { Caller } from '../../application/callers/caller.ts';
import { text } from '../../domain/modelling/values.ts';
import { authorized, type Authorization, type OpenedBy } from './authorization.ts';
import { httpRoute, type Answer } from './http-route.ts';
import { readJsonBody } from './json-body.ts';
import type { About } from './openapi/operation.ts';
import { readParameters, type ParameterSchema } from './parameters.ts';
import { problem } from './problems/catalogue.ts';
import type { Problem } from './problems/problem.ts';
import { invalidRequest, validate } from './problems/validation-errors.ts';
import type { QueryAnswer } from './query-answers.ts';
import { commandIdBy, token, type RequestContext } from './request-context.ts';

/** One thing that operators do. */
export interface ActionRoute<
  Role extends string,
  Schema extends ParameterSchema,
  Body extends z.ZodType,
  Result,
> extends OpenedBy<Role> {
  /** Below /api/ops, with its parameters in braces. */
  readonly path: string;
  /** The parameters of path and query string, by name. */
  readonly parameters: Schema;
  /** What it answers with 200. */
  readonly answers: Body;
  readonly problems?: About['problems'];
  /** The problem of a subject that there is not. */
  readonly unknown: Problem;
  /** Does it, and records it; undefined where there is no such subject. */
  readonly act: (parameters: z.output<Schema>, by: ActingBy) => Promise<ActionOutcome<Result> | undefined>;
  /** Answers with what it has come to, now or when the same request came before. */
  readonly answer: (
    result: Result,
    parameters: z.output<Schema>,
  ) => QueryAnswer<z.input<Body>> | Promise<QueryAnswer<z.input<Body>>>;
}

/** Why somebody acts: a line that is recorded with the action. */
export const actionReason = text(1_000).meta({
  description: 'Recorded with your id, and never deleted. Name nobody: it cannot be erased.',
});

const headers = z.object({
  'Idempotency-Key': token.optional().meta({
    description: 'An action of the same key is tried once, and answered as it was the first time.',
  }),
});

/**
 * Registers something that operators do below /api/ops, and returns its handler: `POST`, with everything in path and query string.
 * It may take long, so there is no deadline.
 */
export const actionRoute = <Role extends string, Schema extends ParameterSchema, Body extends z.ZodType, Result>(
  authorization: Authorization<Role>,
  route: ActionRoute<NoInfer<Role>, Schema, Body, Result>,
): HttpHandler => {
  const { name, roles, path, parameters, answers, problems = [], unknown, act, answer } = route;
  const answerTo = async (ended: ActionOutcome<Result>, asked: z.output<Schema>): Promise<Answer> => {
    if (ended.outcome === 'tried-before') return { problem: triedBefore(ended.action) };
    if (ended.outcome === 'id-reused') return { problem: keyReused };
    const answered = await answer(ended.result, asked);
    return 'problem' in answered ? answered : { status: 200, headers: {}, jsonBody: answered.body };
  };
  return httpRoute({
    ...{ name, method: 'POST', path: `ops/${path}`, deadlineMs: Infinity },
    about: {
      ...{ roles, parameters, headers },
      answers: [{ status: 200, what: 'What it has come to.', body: answers }],
      problems: [unknown, ...problems, 'action-tried-before', 'idempotency-key-reused'],
    },
    answer: authorized(authorization, { name, roles }, async (request, context, caller) => {
      const [asked, by] = [readParameters(request, parameters), await readActing(request, context, caller)];
      const ended = await act(asked, by);
      return ended === undefined ? { problem: unknown } : answerTo(ended, asked);
    }),
  });
};

const noBody = z.strictObject({});

/** Who acts, and under which id. Throws {@link RequestRefused} for a body that says anything, since nobody would read it. */
const readActing = async (
  request: HttpRequest,
  { correlationId, traceparent }: RequestContext,
  caller: Caller,
): Promise<ActingBy> => {
  const body = validate(noBody, await readJsonBody(request), 'body');
  const said = validate(headers, { 'Idempotency-Key': request.headers.get('idempotency-key') ?? undefined }, 'request');
  if (!('data' in body) || !('data' in said)) throw invalidRequest([...said.errors, ...body.errors]);
  const key = said.data['Idempotency-Key'];
  const provenance = { actor: caller.id, commandId: commandIdBy(key), correlationId, causationId: null, traceparent };
  return { by: 'operators', provenance, isNewId: key === undefined };
};

const triedBefore = (action: { readonly outcome: string; readonly error?: string }): Problem =>
  problem('action-tried-before', {
    detail:
      action.outcome === 'failed'
        ? `It failed: ${action.error ?? 'without a reason'}. Use a new key to try it again.`
        : 'It is under way, or was interrupted. See what it has done, then use a new key to try it again.',
    members: { action },
  });

const keyReused = problem('idempotency-key-reused', {
  detail: 'Nothing was done. Use a new key for a different request.',
});
