import { Undeliverable } from '../undeliverable.ts';
import { isContinuation, type Commit } from './commit.ts';

/** A stream with a gap or an overlap between its commits. A state folded from it cannot be trusted. */
export class DamagedStream extends Undeliverable {
  override readonly name = 'DamagedStream';

  constructor(streamId: string, version: number, commits: readonly Commit[]) {
    const found = commits.map((commit) => `${commit.streamId}@${commit.version}(${commit.events.length})`).join(', ');
    super(`Stream ${streamId} is damaged: version ${version} is not continued by ${found}.`);
  }
}

/**
 * The end of a stream as it was read from the store.
 *
 * It cannot be made from a number or from a snapshot. It starts before the first commit or after a commit that was read from
 * the store, and moves only over commits that follow without gap or overlap. Every stored commit was appended after such a
 * head, so no stream has a gap, and no append can create one.
 */
export class StreamHead {
  readonly streamId: string;
  readonly version: number;

  private constructor(streamId: string, version: number) {
    this.streamId = streamId;
    this.version = version;
  }

  /** The head of a stream that has no commit yet. */
  static beforeFirst(streamId: string): StreamHead {
    return new StreamHead(streamId, 0);
  }

  /** The head directly after a commit of its stream. */
  static behind(commit: Commit): StreamHead {
    return new StreamHead(commit.streamId, commit.version);
  }

  /**
   * The head after these commits, in their order. Throws {@link DamagedStream} on a gap, an overlap or a commit of another
   * stream.
   */
  after(commits: readonly Commit[]): StreamHead {
    const areOurs = commits.every((commit) => commit.streamId === this.streamId);
    if (!areOurs || !isContinuation(this.version, commits))
      throw new DamagedStream(this.streamId, this.version, commits);
    return new StreamHead(this.streamId, commits.at(-1)?.version ?? this.version);
  }
}
