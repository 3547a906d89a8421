import type { FeedBatch } from './feed-batch.ts';
import { inParallel } from '../in-parallel.ts';
import type { ParkingLot } from './parking-lot.ts';
import type { PassedStreams } from './passed-streams.ts';
import type { DeliveredBy } from './subscriber.ts';

const streamsAtOnce = 16;

/** How the streams that must wait are told. */
export interface InSequence {
  readonly by: DeliveredBy;
  readonly parkingLot: ParkingLot;
  readonly passed: PassedStreams;
}

/**
 * The streams of a batch that must wait because an earlier commit of theirs is parked. Each is recorded as held back. A replay
 * that runs at the same time then delivers these commits, too; or it has released the stream before, and the stream does not wait.
 * Nobody is asked about a stream that goes on where this process has delivered it.
 */
export const waitingStreams = async (
  subscriber: string,
  { by, parkingLot, passed }: InSequence,
  { streams }: Pick<FeedBatch, 'streams'>,
): Promise<ReadonlySet<string>> => {
  if (by === 'replay') {
    for (const streamId of streams.keys()) passed.doubt(streamId);
    return new Set();
  }
  const unknown = [...streams].filter(([streamId, commits]) => !passed.isContinuedBy(streamId, commits));
  if (unknown.length === 0) return new Set();
  const asked = unknown.map(([streamId]) => streamId);
  const parked = new Set(await parkingLot.parkedAmong(subscriber, asked));
  const affected = unknown.flatMap(([streamId, commits]) => {
    const version = commits.at(-1)?.commit.version;
    return version === undefined || !parked.has(streamId) ? [] : [{ streamId, version }];
  });
  const waiting = await inParallel(streamsAtOnce, affected, async ({ streamId, version }) => {
    const outcome = await parkingLot.holdBack(subscriber, streamId, version);
    return outcome === 'heldBack' ? [streamId] : [];
  });
  return new Set(waiting.flat());
};

/** Notes which streams of a batch have been delivered, and doubts those that were parked. */
export const notePassed = (
  { by, passed }: Pick<InSequence, 'by' | 'passed'>,
  { streams, unreadable }: Pick<FeedBatch, 'streams' | 'unreadable'>,
  isDelivered: (streamId: string) => boolean,
): void => {
  for (const [streamId, commits] of streams)
    if (by === 'feed' && isDelivered(streamId)) passed.pass(streamId, commits);
    else passed.doubt(streamId);
  for (const { streamId } of unreadable) passed.doubt(streamId);
};
