import type { CommandSchemas, Aggregate, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Commit } from './commit.ts';
import { decodeCommits } from './event-codec.ts';
import { noReceipts, receiptOf, rememberedCommands, withReceipts, type Receipts } from './receipts.ts';
import { StreamHead } from './stream-head.ts';

/** What is known of a stream: true of its past for ever, though its newest commits may be missing. */
export interface KnownStream<State> {
  readonly head: StreamHead;
  readonly state: State;
  /** What the newest commands have left: a repeated one is answered from here. */
  readonly receipts: Receipts;
  /** How many of its commits are in no snapshot, as far as is known. */
  readonly commitsSinceSnapshot: number;
}

/** A stream of which nobody has seen a commit. */
export const unseenStream = <State>(streamId: string, initial: State): KnownStream<State> => ({
  head: StreamHead.beforeFirst(streamId),
  state: initial,
  receipts: noReceipts(),
  commitsSinceSnapshot: 0,
});

/** What is known after more commits. Throws DamagedStream and UnreadableCommit. */
export const seeing = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { events, evolve }: Aggregate<State, Commands, Events, Rejection>,
  known: KnownStream<State>,
  commits: readonly Commit[],
): KnownStream<State> => ({
  head: known.head.after(commits),
  state: decodeCommits(events, commits).reduce((state, { event }) => evolve(state, event), known.state),
  receipts: withReceipts(known.receipts, commits.map(receiptOf)),
  commitsSinceSnapshot: known.commitsSinceSnapshot + commits.length,
});

const bytesOfReceipt = 400;

/** About how many bytes it takes to know a stream. */
export const sizeOfKnown = ({ state, receipts }: KnownStream<unknown>): number =>
  JSON.stringify(state).length * 2 + Math.min(receipts.seen, 2 * rememberedCommands) * bytesOfReceipt;
