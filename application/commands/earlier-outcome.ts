import type { CommandId, StreamId } from '../../domain/modelling/ids.ts';
import type { CommandOutcome, CommandRequest } from './command-outcome.ts';
import type { EventStore } from '../streams/event-store.ts';
import { forgottenReceipts, receiptFor, receiptOf, type CommandReceipt } from '../streams/receipts.ts';
import type { StreamState } from '../streams/stream-state.ts';

/** A day, which docs/http.md promises, and an hour for clocks that differ. In milliseconds. */
const rememberedFor = 25 * 60 * 60 * 1_000;

/** What the search for earlier commands needs. */
export interface EarlierCommands {
  readonly eventStore: Pick<EventStore, 'findByCommands'>;
  readonly clock: () => string;
}

/** A command that may have been carried out before. */
export interface SearchedCommand {
  readonly request: Pick<CommandRequest<unknown>, 'provenance' | 'isNewId'>;
  /** Up to this version the stream does not hold the command. */
  readonly searchedTo: number;
}

/** The outcome of a command that was carried out before; undefined when it was not. */
export type OutcomeOf = (request: SearchedCommand['request']) => CommandOutcome<never> | undefined;

/**
 * Finds the outcomes of commands that were carried out before. A process remembers the newest commands of a stream. Only for a
 * stream with more commands than that within a day it asks the store, in one query for all.
 */
export const earlierOutcomes =
  ({ eventStore, clock }: EarlierCommands) =>
  async (stream: StreamState<unknown>, searched: readonly SearchedCommand[]): Promise<OutcomeOf> => {
    const { streamId } = stream.head;
    const remembered = (commandId: CommandId) => receiptFor(stream.receipts, commandId);
    const forgotten = forgottenReceipts(stream.receipts);
    const isAsked = ({ request: { isNewId = false, provenance }, searchedTo }: SearchedCommand): boolean =>
      !isNewId && forgotten !== undefined && forgotten.upTo > searchedTo && !remembered(provenance.commandId);
    const isLongAgo = forgotten === undefined || forgotten.recordedAt < Date.parse(clock()) - rememberedFor;
    const asked = isLongAgo ? [] : searched.filter(isAsked).map(({ request }) => request.provenance.commandId);
    const commits = asked.length === 0 ? [] : await eventStore.findByCommands(streamId, asked);
    const found = new Map(commits.map((commit) => [commit.commandId, receiptOf(commit)]));
    return ({ provenance: { commandId, commandDigest } }) => {
      const receipt = remembered(commandId) ?? found.get(commandId);
      return receipt && repeated(streamId, receipt, commandDigest);
    };
  };

/** A receipt may have lost its digest, by an erasure. Where it has one, the command must have the same. */
const repeated = (streamId: StreamId, receipt: CommandReceipt, digest: string | undefined): CommandOutcome<never> => {
  const isAnother = receipt.digest !== undefined && digest !== receipt.digest;
  return isAnother ? { outcome: 'id-reused' } : acceptedAs(streamId, receipt);
};

/** The outcome of an accepted command, from its receipt. */
export const acceptedAs = (streamId: StreamId, { version, events }: CommandReceipt): CommandOutcome<never> => ({
  outcome: 'accepted',
  streamId,
  version,
  events,
});
