import { z } from 'zod';
import type { JsonResponse } from './json-response.ts';

/** One fault of a request: where (`lines[0].quantity`, or the name of a header or a query parameter), and what is wrong there. */
export interface Fault {
  readonly path: string;
  readonly detail: string;
}

/** An answer other than yes, as RFC 9457 ("Problem Details for HTTP APIs") describes it. */
export interface Problem {
  readonly status: number;
  /** Kebab-case, becomes `urn:annal:problem:<name>`. Clients tell problems apart by it, so it stays for ever. */
  readonly name: string;
  /** The same sentence whenever this problem occurs. */
  readonly title: string;
  /** What is special this time. */
  readonly detail?: string;
  readonly errors?: readonly Fault[];
  /** Trying again after so many seconds may help. */
  readonly retryAfterSeconds?: number;
  /** What a caller is asked for (RFC 9110, section 11.6.1, WWW-Authenticate). */
  readonly challenge?: string;
  /** What this kind of problem tells beside the standard members. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Thrown where a request cannot be understood, so that reading one stays a straight line. Answered as its problem. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** The occurrence that a problem is told of. */
export interface Occurrence {
  /** The path of the request. */
  readonly instance: string;
  readonly correlationId: string;
}

/** A problem on the wire: the members that every one has, beside which each kind has its own. */
export const problemSchema = z.looseObject({
  type: z.string().meta({ description: 'Tells problems apart: `urn:annal:problem:NAME`. Stays for ever.' }),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().exactOptional(),
  instance: z.string(),
  correlationId: z.string(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).exactOptional(),
});

/** A problem on the wire. No member of its own can hide a standard one. */
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
