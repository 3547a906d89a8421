import type { StreamId } from '../../domain/modelling/ids.ts';
import type { CommandOutcome, CommandRequest } from './command-outcome.ts';
import type { EventStore } from '../streams/event-store.ts';
import { forgottenReceipts, receiptFor, receiptOf, type CommandReceipt } from '../streams/receipts.ts';
import type { StreamState } from '../streams/stream-state.ts';

/** A day, which docs/http.md promises, and an hour for clocks that differ. In milliseconds. */
const rememberedFor = 25 * 60 * 60 * 1_000;

/** What the search for an earlier command needs. */
export interface EarlierCommands {
  readonly eventStore: Pick<EventStore, 'findByCommand'>;
  readonly clock: () => string;
}

/** Which part of which stream is searched for a command. */
export interface SearchedStream {
  readonly stream: StreamState<unknown>;
  /** Up to this version the stream does not hold the command. */
  readonly searchedTo: number;
}

/**
 * The outcome of a command that was carried out before; undefined when it was not. A process remembers the newest commands of a
 * stream. Only for a stream with more commands than that within a day it asks the store, in one query.
 */
export const earlierOutcome =
  ({ eventStore, clock }: EarlierCommands) =>
  async (
    { stream, searchedTo }: SearchedStream,
    { provenance, isNewId = false }: CommandRequest<unknown>,
  ): Promise<CommandOutcome<never> | undefined> => {
    const { commandId, commandDigest } = provenance;
    const { streamId } = stream.head;
    const remembered = receiptFor(stream.receipts, commandId);
    if (remembered !== undefined) return repeated(streamId, remembered, commandDigest);
    const forgotten = forgottenReceipts(stream.receipts);
    if (isNewId || forgotten === undefined || forgotten.upTo <= searchedTo) return undefined;
    if (forgotten.recordedAt < Date.parse(clock()) - rememberedFor) return undefined;
    const commit = await eventStore.findByCommand(streamId, commandId);
    return commit && repeated(streamId, receiptOf(commit), commandDigest);
  };

const repeated = (streamId: StreamId, receipt: CommandReceipt, digest: string | undefined): CommandOutcome<never> => {
  const isAnother = digest !== undefined && receipt.digest !== undefined && digest !== receipt.digest;
  return isAnother ? { outcome: 'id-reused' } : acceptedAs(streamId, receipt);
};

/** The outcome of an accepted command, from its receipt. */
export const acceptedAs = (streamId: StreamId, { version, events }: CommandReceipt): CommandOutcome<never> => ({
  outcome: 'accepted',
  streamId,
  version,
  events,
});
