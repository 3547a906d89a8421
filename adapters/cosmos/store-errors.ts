import { ErrorResponse } from '@azure/cosmos';
import { z } from 'zod';
import { NoProgress } from '../page-progress.ts';

/**
 * What a failed request says about the store.
 *
 * - `refused`: not done, may be retried: throttled, a transient conflict, a partition that moves, a replica that is behind.
 * - `unknown`: it may be done or not: no answer, a lost one, or a server error.
 * - `final`: an answer that a retry would not change.
 */
export type StoreFailure = 'refused' | 'unknown' | 'final';

/** Statuses as the documentation has them in "Designing resilient applications with Azure Cosmos DB SDKs". */
const refusals: ReadonlySet<unknown> = new Set([410, 429, 449]);

/**
 * The names of errors without an answer, in the SDK and its HTTP client. A SyntaxError is an answer that is not JSON, as of a
 * proxy.
 */
const lostAnswers: ReadonlySet<unknown> = new Set(['RestError', 'TimeoutError', 'AbortError', 'SyntaxError']);

/**
 * The codes of such errors. Readers of the change feed wrap what failed in an `ErrorResponse`, which keeps the code and loses the
 * name.
 */
const lostAnswerCodes: ReadonlySet<unknown> = new Set([
  ...['PARSE_ERROR', 'REQUEST_SEND_ERROR', 'TimeoutError', 'ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE'],
  ...['ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'],
]);

/** What is left of them where the change feed looks up its ranges: the SDK keeps the message only. */
const lostAnswerMessage =
  /^(Error reading response as text: |Timeout Error!|Unexpected (end|token)|(aborted|premature close|socket hang up|terminated)$|(connect|getaddrinfo|read|write) E[A-Z_]+)/i;

/** 404 with this substatus: the replica does not yet have what this session has written. */
const behindTheSession = 1002;

/** The fields that are used of an error of the SDK or of its HTTP client. */
const storeError = z.object({
  name: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
  substatus: z.number().optional(),
  retryAfterInMs: z.number().nonnegative().optional().catch(undefined), // NaN when the header is no number
});

/** Classifies an error of the SDK. Any other error is `final`. */
export const failureOf = (error: unknown): StoreFailure => {
  if (error instanceof NoProgress) return 'refused';
  const { name, code, substatus } = read(error);
  if (lostAnswers.has(name)) return 'unknown';
  if (typeof code !== 'number') return hasLostAnswer(error, code) ? 'unknown' : 'final';
  if (refusals.has(code) || (code === 404 && substatus === behindTheSession)) return 'refused';
  return code === 408 || code >= 500 ? 'unknown' : 'final';
};

const hasLostAnswer = (error: unknown, code: string | undefined): boolean =>
  lostAnswerCodes.has(code) || (error instanceof ErrorResponse && lostAnswerMessage.test(error.message));

/** The HTTP status that the store answered with; undefined when there was no answer. */
export const statusOf = (error: unknown): number | undefined => {
  const { code } = read(error);
  return typeof code === 'number' ? code : undefined;
};

/** Whether the store answered that there is no such document. With a substatus the answer is about the container or the session. */
export const isMissingItem = (error: unknown): boolean => {
  const { code, substatus = 0 } = read(error);
  return code === 404 && substatus === 0;
};

/** The pause that the store asked for, in milliseconds; 0 when it asked for none. */
export const askedPauseMs = (error: unknown): number => read(error).retryAfterInMs ?? 0;

const read = (error: unknown): z.infer<typeof storeError> => storeError.safeParse(error).data ?? {};
