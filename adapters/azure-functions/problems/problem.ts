import { z } from 'zod';
import type { JsonResponse } from '../json-response.ts';

/** One error of a request: its path (`lines[0].quantity`, or the name of a header or a query parameter), and what is wrong. */
export interface ValidationError {
  readonly path: string;
  readonly detail: string;
}

/** Why a request did not succeed, as RFC 9457 ("Problem Details for HTTP APIs") describes it. */
export interface Problem {
  readonly status: number;
  /** Kebab-case, becomes `urn:annal:problem:<name>`. Clients tell problems apart by it: never rename one. */
  readonly name: string;
  /** The same sentence whenever this problem occurs. */
  readonly title: string;
  /** What is specific to this occurrence. */
  readonly detail?: string;
  readonly errors?: readonly ValidationError[];
  /** Seconds after which a retry may succeed. */
  readonly retryAfterSeconds?: number;
  /** How the caller must authenticate (RFC 9110, section 11.6.1, WWW-Authenticate). */
  readonly challenge?: string;
  /** Extension members: what this problem contains beside the standard members. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Thrown when a request is refused. The route answers it with its problem. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** The request that a problem is about. */
export interface Occurrence {
  /** The path of the request. */
  readonly instance: string;
  readonly correlationId: string;
}

/** The schema of a problem in a response: the members of every problem. Each name may add its own. */
export const problemSchema = z.looseObject({
  type: z.string().meta({ description: 'Identifies the problem: `urn:annal:problem:NAME`. Never renamed.' }),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().exactOptional(),
  instance: z.string(),
  correlationId: z.string(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).exactOptional(),
});

/** The response for a problem. An extension member cannot replace a standard one. */
export const problemResponse = (problem: Problem, { instance, correlationId }: Occurrence): JsonResponse => ({
  status: problem.status,
  headers: {
    'content-type': 'application/problem+json',
    ...(problem.retryAfterSeconds !== undefined && { 'retry-after': String(problem.retryAfterSeconds) }),
    ...(problem.challenge !== undefined && { 'www-authenticate': problem.challenge }),
  },
  jsonBody: {
    ...problem.members,
    type: `urn:annal:problem:${problem.name}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance,
    correlationId,
    errors: problem.errors,
  },
});
