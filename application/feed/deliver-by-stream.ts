import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Commit } from '../streams/commit.ts';
import type { Decode } from '../streams/event-codec.ts';
import { readFeedBatch, type Decrypt, type Delivered } from './feed-batch.ts';
import { inParallel } from '../in-parallel.ts';
import { parkingFor, type Park } from './park-stream.ts';
import { forgetRecovered, settleFailures, type FailedStream, type Settling } from './settle-failures.ts';
import type { DeliveredBy, DeliveryOutcome, DeliveryReport } from './subscriber.ts';
import { Undeliverable } from '../undeliverable.ts';
import { versionOf } from './note-failure.ts';
import type { PassedStreams } from './passed-streams.ts';
import { notePassed, waitingStreams } from './waiting-streams.ts';

/** What every subscriber needs. */
export interface Delivery extends Settling {
  /** Decrypts personal values. Without it, commits are delivered as they are stored. */
  readonly decrypt?: Decrypt;
}

/** How one batch is delivered. */
export interface BatchDelivery extends Delivery {
  readonly by?: DeliveredBy | undefined;
  /** Given where a parked commit holds back everything that comes later in its stream: how far this process has delivered. */
  readonly passed?: PassedStreams;
  /** How many streams of a batch are delivered at the same time. */
  readonly streamsAtOnce?: number;
}

/** Takes what was delivered of one stream. What it decodes with `decode`, the other subscribers of the batch need not decode again. */
export type Take = (streamId: StreamId, commits: readonly Commit[], decode: Decode) => Promise<DeliveryOutcome>;

/** So many requests of one batch are usually under way at the same time. */
const usualStreamsAtOnce = 16;

/**
 * Delivers each stream of a batch to `take`, decrypted. What can never be delivered is parked as it is stored: a document that
 * is no commit, an unknown or broken event, a stream with a gap, a message or a view that is too large. Every other error is
 * noted once the other streams have been delivered. A stream that keeps failing alone is then parked, too; else the error is thrown,
 * so that the batch is delivered again.
 */
export const deliverByStream = async (
  subscriber: string,
  { decrypt = sealed, by = 'feed', passed, streamsAtOnce = usualStreamsAtOnce, ...settling }: BatchDelivery,
  delivered: Delivered,
  take: Take,
): Promise<DeliveryReport> => {
  const park = parkingOnceNeeded(subscriber, by, settling);
  const batch = readFeedBatch(delivered);
  const { streams, unreadable } = batch;
  const sequence = passed && { by, passed, parkingLot: settling.parkingLot };
  const waiting = sequence === undefined ? new Set<string>() : await waitingStreams(subscriber, sequence, batch);
  const refused = await inParallel(streamsAtOnce, unreadable, (document) => park({ ...document, kind: 'data' }));
  const broken = new Set(unreadable.map(({ streamId }) => streamId));
  const deliver = async (streamId: StreamId): Promise<DeliveryOutcome> =>
    broken.has(streamId) || waiting.has(streamId)
      ? 'parked'
      : take(streamId, await batch.decrypted(streamId, decrypt), batch.decode);
  const ended = await inParallel(streamsAtOnce, [...streams], async ([streamId, ofStream]) =>
    endOf({ streamId, commits: ofStream.map(({ commit }) => commit) }, deliver, park),
  );
  const taken = ended.flatMap((each) => ('outcome' in each ? [each] : []));
  const failed = ended.flatMap((each) => ('outcome' in each ? [] : [each]));
  const outcomes = taken.map(({ outcome }) => outcome);
  if (sequence !== undefined) notePassed(sequence, batch, isDeliveredIn(taken));
  if (isAnyFailing(settling)) await forgetRecovered(subscriber, taken, settling);
  if (failed.length === 0) return reportOf([...refused, ...outcomes]);
  const parked = await settleFailures(subscriber, failed, { ...settling, by, park, others: reportOf(outcomes) });
  return reportOf([...refused, ...outcomes, ...parked]);
};

const isAnyFailing = ({ failing }: Settling): boolean => failing !== undefined && failing.size > 0;

const parkingOnceNeeded = (...of: Parameters<typeof parkingFor>): Park => {
  let parking: Park | undefined;
  return (unparked) => (parking ??= parkingFor(...of))(unparked);
};

/** Whether a stream was taken, and not parked. */
const isDeliveredIn = (taken: readonly { readonly streamId: string; readonly outcome: DeliveryOutcome }[]) => {
  const delivered = new Set(taken.filter(({ outcome }) => outcome !== 'parked').map(({ streamId }) => streamId));
  return (streamId: string): boolean => delivered.has(streamId);
};

/** How the delivery of one stream ended. */
type Ended = FailedStream | { readonly streamId: StreamId; readonly outcome: DeliveryOutcome };

/** What can never be delivered is parked at once. Another error is settled when it is known how the other streams ended. */
const endOf = async (
  { streamId, commits }: Omit<FailedStream, 'error'>,
  deliver: (streamId: StreamId) => Promise<DeliveryOutcome>,
  park: Park,
): Promise<Ended> => {
  try {
    return { streamId, outcome: await deliver(streamId) };
  } catch (error) {
    if (!(error instanceof Undeliverable)) return { streamId, commits, error };
    const { kind, message: reason } = error;
    const outcome = await park({ streamId, document: commits[0], reason, kind, version: versionOf(error, commits) });
    return { streamId, outcome };
  }
};

const sealed: Decrypt = async (commits) => commits;

/** Counts the outcomes of a batch. */
export const reportOf = (outcomes: readonly DeliveryOutcome[]): DeliveryReport => ({
  applied: outcomes.filter((outcome) => outcome === 'applied').length,
  alreadyApplied: outcomes.filter((outcome) => outcome === 'alreadyApplied').length,
  notApplicable: outcomes.filter((outcome) => outcome === 'notApplicable').length,
  parked: outcomes.filter((outcome) => outcome === 'parked').length,
});
