import type { Commit } from '../streams/commit.ts';
import type { Decode } from '../streams/event-codec.ts';
import { readFeedBatch, type Decrypt, type Delivered } from './feed-batch.ts';
import { inParallel } from '../in-parallel.ts';
import { noteFailure, type NotingFailures } from './note-failure.ts';
import type { ParkingLot } from './parking-lot.ts';
import { reportOf, type DeliveredBy, type DeliveryOutcome, type DeliveryReport } from './subscriber.ts';
import { Undeliverable } from '../undeliverable.ts';
import { waitingStreams } from './waiting-streams.ts';

/** What every subscriber needs. */
export interface Delivery extends NotingFailures {
  /** Decrypts personal values. Without it, commits are delivered as they are stored. */
  readonly decrypt?: Decrypt;
  readonly parkingLot: ParkingLot;
}

/** How one batch is delivered. */
export interface BatchDelivery extends Delivery {
  readonly by?: DeliveredBy | undefined;
  /** Whether a parked commit holds back everything that comes later in its stream. */
  readonly keepsOrder?: boolean;
}

/** Takes what was delivered of one stream. What it decodes with `decode`, the other subscribers of the batch need not decode again. */
export type Take = (streamId: string, commits: readonly Commit[], decode: Decode) => Promise<DeliveryOutcome>;

/** How many streams of a batch are delivered at the same time. */
const streamsAtOnce = 16;

/**
 * Delivers each stream of a batch to `take`, decrypted. What can never be delivered is parked as it is stored: a document that
 * is no commit, an unknown or broken event, a stream with a gap, a message or a view that is too large. Every other error is
 * noted, and thrown once the other streams have been delivered, so that the batch is delivered again.
 */
export const deliverByStream = async (
  subscriber: string,
  { parkingLot, decrypt = sealed, by = 'feed', keepsOrder = false, ...noting }: BatchDelivery,
  delivered: Delivered,
  take: Take,
): Promise<DeliveryReport> => {
  const park = async (streamId: string, document: unknown, reason: string): Promise<'parked'> => {
    const parked = { subscriber, streamId, document, reason, parkedAt: noting.clock() };
    await (by === 'replay' ? parkingLot.parkAgain(parked) : parkingLot.park(parked));
    return 'parked';
  };
  const batch = readFeedBatch(delivered);
  const { streams, unreadable } = batch;
  const waiting = keepsOrder && by === 'feed' ? await waitingStreams(subscriber, parkingLot, batch) : new Set<string>();
  const refused = await inParallel(streamsAtOnce, unreadable, ({ streamId, document, reason }) =>
    park(streamId, document, reason),
  );
  const broken = new Set(unreadable.map(({ streamId }) => streamId));
  const taken = await inParallel(streamsAtOnce, [...streams], async ([streamId, ofStream]) => {
    const commits = ofStream.map(({ commit }) => commit);
    if (broken.has(streamId) || waiting.has(streamId)) return 'parked';
    try {
      return await take(streamId, await batch.decrypted(streamId, decrypt), batch.decode);
    } catch (error) {
      if (error instanceof Undeliverable) return park(streamId, commits[0], error.message);
      await noteFailure(noting, { subscriber, streamId, commits }, error);
      throw error;
    }
  });
  return reportOf([...refused, ...taken]);
};

const sealed: Decrypt = async (commits) => commits;
