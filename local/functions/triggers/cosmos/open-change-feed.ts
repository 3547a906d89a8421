/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment --
   The SDK's starting points extend nothing in its types, although they are taken wherever their base class is named. */
import type { ChangeFeedIteratorOptions, ChangeFeedPullModelIterator, Container } from '@azure/cosmos';
import type { FeedOptions } from './feed-options.ts';
import type { HeldLease } from './held-lease.ts';
import type { FeedRange } from './lease.ts';

/** Reads a lease's range from where the lease is or, when it is new, from where the trigger's options say. */
export async function openChangeFeed(
  container: Container,
  options: FeedOptions,
  lease: HeldLease,
): Promise<ChangeFeedPullModelIterator<unknown>> {
  const { ChangeFeedStartFrom } = await import('@azure/cosmos');
  const continuation = lease.continuation();
  const open = (changeFeedStartFrom: Required<ChangeFeedIteratorOptions>['changeFeedStartFrom']) =>
    container.items.getChangeFeedIterator({ maxItemCount: options.maxItems, changeFeedStartFrom });
  if (continuation !== null) return open(ChangeFeedStartFrom.Continuation(continuation));
  const range = await sdkRange(container, lease.range);
  if (options.start.from === 'time') return open(ChangeFeedStartFrom.Time(options.start.time, range));
  return open(
    options.start.from === 'beginning' ? ChangeFeedStartFrom.Beginning(range) : ChangeFeedStartFrom.Now(range),
  );
}

/** The SDK takes a range only as an instance of a class that it does not export: one that it gave lends its class. */
async function sdkRange(container: Container, range: FeedRange): Promise<FeedRange> {
  const [known] = await container.getFeedRanges();
  return Object.assign(Object.create(Object.getPrototypeOf(known) as object) as FeedRange, range);
}
