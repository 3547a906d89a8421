import { z } from 'zod';
import { NoProgress } from '../page-progress.ts';

/**
 * What a failed request says about the store.
 *
 * - `refused`: not done, try again: throttled, a passing clash, a partition on the move, a replica that is behind.
 * - `unknown`: done or not, nobody can say: no answer, a lost one, or one of a server in trouble.
 * - `final`: an answer. Trying again gives the same one.
 */
export type StoreFailure = 'refused' | 'unknown' | 'final';

/** Statuses as the documentation has them in "Designing resilient applications with Azure Cosmos DB SDKs". */
const refusals: ReadonlySet<unknown> = new Set([410, 429, 449]);

/** How the SDK and its HTTP client name what never became an answer. A SyntaxError is an answer that is no JSON: a proxy's. */
const lostAnswers: ReadonlySet<unknown> = new Set(['RestError', 'TimeoutError', 'AbortError', 'SyntaxError']);

/** 404 with this substatus: the replica has not yet seen what this session has written. */
const behindTheSession = 1002;

/** What is of use in an error of the SDK or of its HTTP client. */
const storeError = z.object({
  name: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
  substatus: z.number().optional(),
  retryAfterInMs: z.number().nonnegative().optional().catch(undefined), // NaN when the header is no number
});

/** Sorts what the SDK threw. What it did not throw is `final`. */
export const failureOf = (error: unknown): StoreFailure => {
  if (error instanceof NoProgress) return 'refused';
  const { name, code, substatus } = read(error);
  if (lostAnswers.has(name)) return 'unknown';
  if (typeof code !== 'number') return 'final';
  if (refusals.has(code) || (code === 404 && substatus === behindTheSession)) return 'refused';
  return code === 408 || code >= 500 ? 'unknown' : 'final';
};

/** The HTTP status that the store answered with; undefined when there was no answer. */
export const statusOf = (error: unknown): number | undefined => {
  const { code } = read(error);
  return typeof code === 'number' ? code : undefined;
};

/** Whether the store answered that there is no such document. With a substatus it speaks of the container or the session. */
export const isMissingItem = (error: unknown): boolean => {
  const { code, substatus = 0 } = read(error);
  return code === 404 && substatus === 0;
};

/** How long the store asked to be left alone, in milliseconds; 0 when it did not. */
export const askedPauseMs = (error: unknown): number => read(error).retryAfterInMs ?? 0;

const read = (error: unknown): z.infer<typeof storeError> => storeError.safeParse(error).data ?? {};
