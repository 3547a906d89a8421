import { z } from 'zod';
import { NoProgress } from '../page-progress.ts';

/**
 * What a failed request says about a blob.
 *
 * - `moved`: another process has written: what this one remembers of the blob is outdated.
 * - `unknown`: it may be done or not: no answer, a lost one, or a server error.
 * - `no-container`, `no-blob`, `beyond-end`: not there.
 * - `final`: an answer that a retry would not change.
 */
export type BlobFailure = 'moved' | 'unknown' | 'no-container' | 'no-blob' | 'beyond-end' | 'final';

/** Codes as the documentation has them in "Blob service error codes". */
const meanings: ReadonlyMap<unknown, BlobFailure> = new Map([
  ['AppendPositionConditionNotMet', 'moved'],
  ['BlobAlreadyExists', 'moved'],
  ['ContainerNotFound', 'no-container'],
  ['BlobNotFound', 'no-blob'],
  ['InvalidRange', 'beyond-end'],
]);

const blobError = z.object({
  name: z.string().optional(),
  code: z.string().optional(),
  statusCode: z.number().optional(),
});

/** Classifies an error of the SDK. Any other error is `final`. */
export const blobFailureOf = (error: unknown): BlobFailure => {
  if (error instanceof NoProgress) return 'unknown';
  const { name, code, statusCode } = blobError.safeParse(error).data ?? {};
  if (name !== 'RestError' && name !== 'AbortError') return 'final';
  const meaning = meanings.get(code);
  if (meaning !== undefined) return meaning;
  return statusCode === undefined || statusCode === 408 || statusCode === 429 || statusCode >= 500
    ? 'unknown'
    : 'final';
};
