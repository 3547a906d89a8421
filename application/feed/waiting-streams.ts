import type { FeedBatch } from './feed-batch.ts';
import { inParallel } from '../in-parallel.ts';
import type { ParkingLot } from './parking-lot.ts';

const streamsAtOnce = 16;

/**
 * The streams of a batch that must wait because an earlier commit of theirs is parked. Each is recorded as held back. A replay
 * that runs at the same time then delivers these commits, too; or it has released the stream before, and the stream does not wait.
 */
export const waitingStreams = async (
  subscriber: string,
  parkingLot: ParkingLot,
  { streams }: Pick<FeedBatch, 'streams'>,
): Promise<ReadonlySet<string>> => {
  const parked = new Set(await parkingLot.parkedAmong(subscriber, [...streams.keys()]));
  const affected = [...streams].flatMap(([streamId, commits]) => {
    const version = commits.at(-1)?.commit.version;
    return version === undefined || !parked.has(streamId) ? [] : [{ streamId, version }];
  });
  const waiting = await inParallel(streamsAtOnce, affected, async ({ streamId, version }) => {
    const outcome = await parkingLot.holdBack(subscriber, streamId, version);
    return outcome === 'heldBack' ? [streamId] : [];
  });
  return new Set(waiting.flat());
};
