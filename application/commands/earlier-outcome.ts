import type { CommandOutcome, CommandRequest } from './command-outcome.ts';
import type { EventStore } from '../streams/event-store.ts';
import { forgottenReceipts, receiptFor, receiptOf, type CommandReceipt } from '../streams/receipts.ts';
import type { KnownStream } from '../streams/stream-state.ts';

/** A day, which docs/http.md promises, and an hour for clocks that differ. In milliseconds. */
const rememberedFor = 25 * 60 * 60 * 1_000;

/** What the search for an earlier command needs. */
export interface EarlierCommands {
  readonly eventStore: Pick<EventStore, 'findByCommand'>;
  readonly clock: () => string;
}

/** Which part of which stream is searched for a command. */
export interface SearchedStream {
  readonly known: KnownStream<unknown>;
  /** Up to this version the stream is known not to hold the command. */
  readonly searchedTo: number;
}

/**
 * How a command ended that was carried out before; undefined when it was not. The newest commands of a stream are remembered by
 * this process. The store is asked only for a stream that had more commands within a day than that: one query.
 */
export const earlierOutcome =
  ({ eventStore, clock }: EarlierCommands) =>
  async (
    { known, searchedTo }: SearchedStream,
    { provenance, isNewId = false }: CommandRequest<unknown>,
  ): Promise<CommandOutcome<never> | undefined> => {
    const { commandId, commandDigest } = provenance;
    const { streamId } = known.head;
    const remembered = receiptFor(known.receipts, commandId);
    if (remembered !== undefined) return repeated(streamId, remembered, commandDigest);
    const forgotten = forgottenReceipts(known.receipts);
    if (isNewId || forgotten === undefined || forgotten.upTo <= searchedTo) return undefined;
    if (forgotten.recordedAt < Date.parse(clock()) - rememberedFor) return undefined;
    const commit = await eventStore.findByCommand(streamId, commandId);
    return commit && repeated(streamId, receiptOf(commit), commandDigest);
  };

const repeated = (streamId: string, receipt: CommandReceipt, digest: string | undefined): CommandOutcome<never> => {
  const isAnother = digest !== undefined && receipt.digest !== undefined && digest !== receipt.digest;
  if (isAnother) return { outcome: 'id-reused' };
  return { outcome: 'accepted', streamId, version: receipt.version, events: receipt.events };
};
