import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Commit } from './commit.ts';
import { decodeCommits } from './event-codec.ts';
import { noReceipts, receiptOf, rememberedCommands, withReceipts, type Receipts } from './receipts.ts';
import { StreamHead } from './stream-head.ts';

/** The folded state of a stream up to its head. The newest commits may be missing. */
export interface StreamState<State> {
  readonly head: StreamHead;
  readonly state: State;
  /** The receipts of the newest commands: a repeated command is answered from them. */
  readonly receipts: Receipts;
  /** How many of its commits are in no snapshot, as far as this process has seen. */
  readonly commitsSinceSnapshot: number;
}

/** The state of a stream that has no commit yet. */
export const emptyStream = <State>(streamId: StreamId, initial: State): StreamState<State> => ({
  head: StreamHead.beforeFirst(streamId),
  state: initial,
  receipts: noReceipts(),
  commitsSinceSnapshot: 0,
});

/** The state after more commits, as they were read from the store. Throws DamagedStream and UnreadableCommit. */
export const withCommits = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  stream: StreamState<State>,
  commits: readonly Commit[],
): StreamState<State> => {
  const behind = moved(stream, commits);
  const events = decodeCommits(aggregate.events, commits).map(({ event }) => event);
  return { ...behind, state: events.reduce(aggregate.evolve, stream.state) };
};

/** The state after commits that this process has just appended: as it was folded from their events when they were decided. */
export const withDecided = <State>(
  stream: StreamState<State>,
  { commits, state }: { readonly commits: readonly Commit[]; readonly state: State },
): StreamState<State> => ({ ...moved(stream, commits), state });

const moved = <State>(stream: StreamState<State>, commits: readonly Commit[]): StreamState<State> => ({
  ...stream,
  head: stream.head.after(commits),
  receipts: withReceipts(stream.receipts, commits.map(receiptOf)),
  commitsSinceSnapshot: stream.commitsSinceSnapshot + commits.length,
});

const bytesOfReceipt = 400;

/** About how many bytes a stream state takes in memory. */
export const sizeOfStream = ({ state, receipts }: StreamState<unknown>): number =>
  JSON.stringify(state).length * 2 + Math.min(receipts.seen, 2 * rememberedCommands) * bytesOfReceipt;
