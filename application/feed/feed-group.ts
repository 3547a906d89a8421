import { inParallel } from '../in-parallel.ts';
import { readFeedBatch } from './feed-batch.ts';
import type { DeliveryReport, Subscriber } from './subscriber.ts';

/**
 * Subscribers that ride on one feed function and its leases. Each function of its own costs leases, polls and instances, so
 * subscribers share one unless they must not wait for each other.
 */
export interface FeedGroup {
  /** The lease prefix: renaming it reads the feed from its start again. */
  readonly name: string;
  readonly subscribers: readonly Subscriber[];
}

/** Called when a subscriber is through with a batch. */
export type OnDelivered = (subscriber: string, report: DeliveryReport) => void;

/**
 * Delivers a batch to every subscriber of a group. One that fails keeps the batch from nobody else; its error is thrown when all
 * are through, so that the batch comes again: to those that were through it is a repetition, which changes nothing.
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
