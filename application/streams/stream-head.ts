import type { StreamId } from '../../domain/modelling/ids.ts';
import { Undeliverable } from '../undeliverable.ts';
import { misfitOf, type Commit, type StreamEnd } from './commit.ts';

/** A stream with a gap or an overlap between its commits, or a commit that was changed. A state folded from it cannot be trusted. */
export class DamagedStream extends Undeliverable {
  override readonly name = 'DamagedStream';

  constructor(streamId: StreamId, damage: string) {
    super(`Stream ${streamId} is damaged: ${damage}.`);
  }
}

/** Returns commits that continue a stream from here. Throws {@link DamagedStream}, which names the first that does not. */
export const continuing = (streamId: StreamId, end: StreamEnd, commits: readonly Commit[]): readonly Commit[] => {
  for (const [index, commit] of commits.entries()) {
    const before = commits[index - 1] ?? end;
    const misfit = commit.streamId === streamId ? misfitOf(before, commit) : 'misplaced';
    if (misfit !== undefined) throw new DamagedStream(streamId, damages[misfit](before, commit));
  }
  return commits;
};

const damages = {
  misplaced: ({ version }: StreamEnd, { streamId, version: found, events }: Commit) =>
    `version ${version} is not continued by ${streamId}@${found}, which holds ${events.length}`,
  changed: (_: StreamEnd, { version }: Commit) => `the content of version ${version} is not what its hash says`,
  'behind-another': ({ version }: StreamEnd, { version: found }: Commit) =>
    `the hash of version ${version} is not the one that version ${found} was appended behind, so one of them was changed`,
};

/**
 * The end of a stream as it was read from the store.
 *
 * It cannot be made from a number or from a snapshot. It starts before the first commit or after a commit that was read from
 * the store, and moves only over commits that follow without gap or overlap. Every stored commit was appended after such a
 * head, so no stream has a gap, and no append can create one.
 */
export class StreamHead {
  readonly streamId: StreamId;
  readonly version: number;
  /** Of the last commit; undefined before the first. */
  readonly hash: string | undefined;
  readonly recordedAt: string | undefined;

  private constructor(streamId: StreamId, last?: Commit) {
    this.streamId = streamId;
    this.version = last?.version ?? 0;
    this.hash = last?.hash;
    this.recordedAt = last?.recordedAt;
  }

  /** The head of a stream that has no commit yet. */
  static beforeFirst(streamId: StreamId): StreamHead {
    return new StreamHead(streamId);
  }

  /** The head directly after a commit of its stream. */
  static behind(commit: Commit): StreamHead {
    return new StreamHead(commit.streamId, commit);
  }

  /** The head after these commits, in their order. Throws {@link DamagedStream}. */
  after(commits: readonly Commit[]): StreamHead {
    const last = continuing(this.streamId, this, commits).at(-1);
    return last === undefined ? this : StreamHead.behind(last);
  }

  /** When a commit behind this head is recorded: now, but never before the last one, whatever a clock says. */
  recordedNotBefore(now: string): string {
    return this.recordedAt !== undefined && Date.parse(now) <= Date.parse(this.recordedAt) ? this.recordedAt : now;
  }
}
