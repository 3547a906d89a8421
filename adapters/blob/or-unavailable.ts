import { ArchiveUnavailable } from '../../application/archive/archive.ts';
import { blobFailureOf } from './blob-errors.ts';

/** Runs the work; a failure with an unknown result becomes {@link ArchiveUnavailable}. */
export const orUnavailable = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    if (blobFailureOf(cause) !== 'unknown') throw cause;
    throw new ArchiveUnavailable(`The archive cannot be used: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    });
  }
};
