import { inParallel } from '../in-parallel.ts';
import { readFeedBatch } from './feed-batch.ts';
import type { DeliveryReport, Subscriber } from './subscriber.ts';

/**
 * Subscribers that share one feed function and its leases. Each function of its own costs leases, polls and instances, so
 * subscribers share one unless they must not wait for each other.
 */
export interface FeedGroup<Follower extends Subscriber = Subscriber> {
  /** The lease prefix: renaming it reads the feed from its start again. */
  readonly name: string;
  readonly subscribers: readonly Follower[];
}

/** Called when a batch has been delivered to a subscriber. */
export type OnDelivered = (subscriber: string, report: DeliveryReport) => void;

/**
 * Delivers a batch to every subscriber of a group. When one fails, the others still get the batch. Then its error is thrown, so
 * that the batch is delivered again to all of them: a repetition changes nothing.
 */
export const deliverToGroup = async (
  { subscribers }: FeedGroup,
  documents: readonly unknown[],
  onDelivered: OnDelivered,
): Promise<void> => {
  const batch = readFeedBatch(documents);
  await inParallel(subscribers.length, subscribers, async (subscriber) =>
    onDelivered(subscriber.name, await subscriber.deliver(batch)),
  );
};
