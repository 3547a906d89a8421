import type { Commit } from '../streams/commit.ts';
import type { AppendOutcome, EventStore } from '../streams/event-store.ts';
import { receiptOf } from '../streams/receipts.ts';
import type { StreamCache } from '../streams/stream-cache.ts';
import { Unavailable } from '../unavailable.ts';
import type { Admit } from './admission.ts';
import { acceptedAs } from './earlier-outcome.ts';
import type { InLine, KnownStream, LineOfAnswers, LineOfChanges } from './in-line.ts';

/** What appending needs. */
export interface Appending<State, Event, Rejection> {
  readonly cache: StreamCache<State>;
  readonly eventStore: Pick<EventStore, 'append'>;
  /** Waits a random time after a conflict, longer after each. */
  readonly pause: (conflicts: number) => Promise<void>;
  /** How many requests have arrived so far. */
  readonly arrived: () => number;
  /** Without it, everything may be appended. */
  readonly admit?: Admit<Event, Rejection> | undefined;
}

/**
 * Appends the changes of a line in one transaction. Its success answers all who were decided on what it has stored; after a lost race
 * nobody is answered, and the state is brought up to date. What cannot be stored is its own request's failure alone; what is thrown is
 * everybody's. Returns what is known of the stream then.
 */
export const lineAppender = <State, Command, Event, Rejection>({
  cache,
  eventStore,
  pause,
  arrived,
  admit,
}: Appending<State, Event, Rejection>) => {
  type Known = KnownStream<State>;
  type Changes = LineOfChanges<State, Command, Event, Rejection>;

  const confirmed = async (read: () => Promise<Known['stream']>): Promise<Known> => {
    const confirmedFor = arrived();
    return { stream: await read(), confirmedFor };
  };

  /** The commit that won is often the only new one. The next append confirms it, without a read. */
  const afterConflict = async (known: Known, changes: Changes, next?: Commit): Promise<Known> => {
    for (const { asked } of changes) asked.request.progress.conflicts += 1;
    const { conflicts } = changes[0].asked.request.progress;
    const isCold = known.stream.head.version === 0;
    if (next !== undefined && conflicts === 1 && changes.length === 1 && !isCold)
      return { ...known, stream: cache.apply(known.stream, [next]) };
    if (!isCold) await pause(conflicts);
    return confirmed(() => cache.catchUp(known.stream));
  };

  /** Perhaps by another request under the same id, so its receipt is looked up, as are those of the others. */
  const afterRepeat = (known: Known, { length }: Changes, first: Commit): Known | Promise<Known> => {
    const stream = cache.apply(known.stream, [first]);
    return length === 1 ? { ...known, stream } : confirmed(() => cache.catchUp(stream));
  };

  const write = async (
    { stream: { head } }: Known,
    changes: Changes,
  ): Promise<AppendOutcome | { outcome: 'answered' }> => {
    const [{ asked, change }, ...others] = changes;
    try {
      const admission = await asked.request.within(() => admit?.(head, change.events) ?? 'admitted');
      if (admission === 'outdated') return { outcome: 'conflict', next: undefined };
      if (admission === 'admitted')
        return await eventStore.append(head, change.commit, ...others.map((each) => each.change.commit));
      asked.answer({ outcome: 'rejected', rejection: admission.rejection });
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      asked.fail(error);
    }
    return { outcome: 'answered' };
  };

  return async (before: Known, changes: Changes, answers: LineOfAnswers<Command, Rejection>): Promise<Known> => {
    const known = { ...before, stream: cache.keepSnapshot(before.stream) };
    const confirmedFor = arrived();
    const written = await write(known, changes);
    if (written.outcome === 'answered') return known;
    if (written.outcome === 'conflict') return afterConflict(known, changes, written.next);
    if (written.outcome === 'repeated') return afterRepeat(known, changes, written.commit);
    const { commits } = written;
    const stored = changes.slice(0, commits.length);
    const { state } = stored.at(-1) ?? changes[0];
    const stream = cache.applyDecided(known.stream, { commits, state });
    answerStored(stored, commits);
    for (const { asked, answer, behind } of answers) if (behind <= commits.length) asked.answer(answer);
    return { stream, confirmedFor };
  };
};

/** Answers those whose changes are stored, in their order. */
const answerStored = <Command, Rejection>(
  stored: readonly { readonly asked: InLine<Command, Rejection> }[],
  commits: readonly Commit[],
): void => {
  for (const [index, { asked }] of stored.entries()) {
    const commit = commits[index];
    if (commit === undefined) continue;
    asked.request.request.onAppended?.(commit);
    asked.answer(acceptedAs(commit.streamId, receiptOf(commit)));
  }
};
