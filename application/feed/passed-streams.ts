import { firstVersionOf } from '../streams/commit.ts';
import type { DeliveredCommit } from './feed-batch.ts';

/**
 * How far one process has itself delivered streams to a subscriber that keeps their order. What continues a stream from there cannot
 * lie behind a commit that was parked elsewhere: between the two there is none. So the parking lot is asked only about streams of
 * which a process knows nothing, or not enough.
 */
export interface PassedStreams {
  /** Whether these commits of a stream begin it, or continue what was delivered here. */
  isContinuedBy(streamId: string, commits: readonly DeliveredCommit[]): boolean;
  /** Notes that a stream was delivered here up to the end of these commits. */
  pass(streamId: string, commits: readonly DeliveredCommit[]): void;
  /** Notes that a stream was parked here, or is replayed: about what comes next of it the parking lot is asked. */
  doubt(streamId: string): void;
}

/** Streams in memory at most, about 100 bytes each. The one that was delivered longest ago is forgotten first. */
const mostStreams = 20_000;

/** No commit continues a stream from here, not even its first. */
const doubtful = -1;

/** Nothing is known yet. */
export const passedStreams = (most = mostStreams): PassedStreams => {
  const versions = new Map<string, number>();
  const note = (streamId: string, version: number): void => {
    versions.delete(streamId);
    versions.set(streamId, version);
    const [oldest] = versions.keys();
    if (versions.size > most && oldest !== undefined) versions.delete(oldest);
  };
  return {
    isContinuedBy: (streamId, [first]) =>
      first !== undefined && firstVersionOf(first.commit) <= (versions.get(streamId) ?? 0) + 1,
    pass: (streamId, commits) => {
      note(streamId, Math.max(versions.get(streamId) ?? 0, commits.at(-1)?.commit.version ?? 0));
    },
    doubt: (streamId) => {
      note(streamId, doubtful);
    },
  };
};
