import { z } from 'zod';
import { NoProgress } from '../page-progress.ts';

/**
 * What a failed request says about a blob.
 *
 * - `moved`: somebody else has written: what is known of the blob is old.
 * - `unknown`: done or not, nobody can say: no answer, a lost one, or one of a server in trouble.
 * - `no-container`, `no-blob`, `beyond-end`: not there.
 * - `final`: an answer. Trying again gives the same one.
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

/** Sorts what the SDK threw. What it did not throw is `final`. */
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
