import { Undeliverable } from '../undeliverable.ts';
import { isContinuation, type Commit } from './commit.ts';

/** A stream whose commits do not follow each other. No state can be trusted that is folded from it. */
export class DamagedStream extends Undeliverable {
  override readonly name = 'DamagedStream';

  constructor(streamId: string, version: number, commits: readonly Commit[]) {
    const found = commits.map((commit) => `${commit.streamId}@${commit.version}(${commit.events.length})`).join(', ');
    super(`Stream ${streamId} is damaged: version ${version} is not continued by ${found}.`);
  }
}

/**
 * The end of a stream as somebody has really seen it.
 *
 * There is no way to make one from a number, nor from a snapshot, which is only a claim: it starts before the first commit
 * or behind a commit that the store has given, and moves only over commits that follow without gap or overlap. Every stored
 * commit was appended behind such a head, so none stands behind a hole, and no append can leave one.
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

  /** The head straight behind a commit of its stream. */
  static behind(commit: Commit): StreamHead {
    return new StreamHead(commit.streamId, commit.version);
  }

  /** The head after these commits, in their order. Throws {@link DamagedStream} on a gap, an overlap or a stranger. */
  after(commits: readonly Commit[]): StreamHead {
    const areOurs = commits.every((commit) => commit.streamId === this.streamId);
    if (!areOurs || !isContinuation(this.version, commits))
      throw new DamagedStream(this.streamId, this.version, commits);
    return new StreamHead(this.streamId, commits.at(-1)?.version ?? this.version);
  }
}
