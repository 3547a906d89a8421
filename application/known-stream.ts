import type { CommandSchemas, Aggregate, EventTypes } from '../domain/aggregate.ts';
import { firstVersionOf, type Commit } from './commit.ts';
import { decodeCommits } from './event-codec.ts';
import { StreamHead } from './stream-head.ts';

/** An event that a command caused, and the version that it has in its stream. */
export interface EventReceipt {
  readonly type: string;
  readonly version: number;
}

/** What one command has left on its stream. */
export interface CommandReceipt {
  /** What was asked under the command id, if the commit says so. */
  readonly digest: string | undefined;
  readonly version: number;
  readonly events: readonly EventReceipt[];
}

/** What is known of a stream: true of its past for ever, though its newest commits may be missing. */
export interface KnownStream<State> {
  readonly head: StreamHead;
  readonly state: State;
  /** What the newest commands have left, by command id, oldest first: a repeated one is answered from here. */
  readonly receipts: ReadonlyMap<string, CommandReceipt>;
}

/** A stream of which nobody has seen a commit. */
export const unseenStream = <State>(streamId: string, initial: State): KnownStream<State> => ({
  head: StreamHead.beforeFirst(streamId),
  state: initial,
  receipts: new Map(),
});

/** What is known after more commits. Throws DamagedStream and UnreadableCommit. */
export const seeing = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { events, evolve }: Aggregate<State, Commands, Events, Rejection>,
  known: KnownStream<State>,
  commits: readonly Commit[],
): KnownStream<State> => ({
  head: known.head.after(commits),
  state: decodeCommits(events, commits).reduce((state, { event }) => evolve(state, event), known.state),
  receipts: withReceipts(known.receipts, commits),
});

/** How many of the newest commands a stream remembers. Beyond them, a repetition is decided like any other command. */
export const rememberedCommands = 1_000;

const withReceipts = (
  receipts: ReadonlyMap<string, CommandReceipt>,
  commits: readonly Commit[],
): ReadonlyMap<string, CommandReceipt> => {
  const all = [...receipts, ...commits.map((commit) => [commit.commandId, receiptOf(commit)] as const)];
  return new Map(all.slice(-rememberedCommands));
};

const receiptOf = (commit: Commit): CommandReceipt => ({
  digest: commit.commandDigest,
  version: commit.version,
  events: commit.events.map(({ type }, index) => ({ type, version: firstVersionOf(commit) + index })),
});

const bytesOfReceipt = 400;

/** About how many bytes it takes to know a stream. */
export const sizeOfKnown = ({ state, receipts }: KnownStream<unknown>): number =>
  JSON.stringify(state).length * 2 + receipts.size * bytesOfReceipt;
