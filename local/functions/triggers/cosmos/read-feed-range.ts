import type { Container } from '@azure/cosmos';
import { paused, type RetriedOutcome } from '../../host/retry.ts';
import type { Outage } from '../outage.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { FeedOptions } from './feed-options.ts';
import type { HeldLease } from './held-lease.ts';
import { openChangeFeed } from './open-change-feed.ts';

/** What reading one range of a feed takes. */
export interface RangeReading {
  readonly container: Container;
  readonly options: FeedOptions;
  readonly lease: HeldLease;
  readonly outage: Outage;
  /** Hands a batch to the function, under its retry policy. */
  readonly handle: (documents: readonly unknown[], stop: AbortSignal) => Promise<RetriedOutcome>;
}

/**
 * Reads one feed range batch by batch until `stop`, or until the lease is lost. The lease advances only after a batch
 * is done: handled, or given up by the retry policy. Where there is no policy a batch that fails is given up at once,
 * as by the real extension (azure-webjobs-sdk-extensions #716, #837). Never rejects.
 */
export async function readFeedRange(reading: RangeReading, stop: AbortSignal): Promise<void> {
  const ended = AbortSignal.any([stop, reading.lease.lost]);
  while (!ended.aborted) {
    try {
      await readUntil(ended, reading);
    } catch (error) {
      // The iterator may be half way; a new one goes on from the last checkpoint.
      if (!(await reading.outage.wait(error, ended))) return;
    }
  }
}

async function readUntil(ended: AbortSignal, reading: RangeReading): Promise<void> {
  const { lease, options, outage, handle } = reading;
  const iterator = await openChangeFeed(reading.container, reading.options, reading.lease);
  while (!ended.aborted) {
    // A read that nobody waits for any more harms nothing: what it brings is read again.
    const page = await unlessAborted(iterator.readNext(), ended);
    if (page === undefined) return;
    outage.over();
    if (page.count === 0) {
      // The first token fixes where "now" was; without it changes made before a restart would be skipped.
      if (lease.continuation() === null) await lease.checkpoint(page.continuationToken);
      if (!(await paused(options.pollDelay, ended))) return;
      continue;
    }
    if ((await handle(page.result, ended)) === 'stopped') return;
    await checkpoint(reading, page.continuationToken, ended);
  }
}

/** The batch is done: it is not handled again because the lease container is away for a while. */
async function checkpoint({ lease, outage }: RangeReading, continuation: string, ended: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await lease.checkpoint(continuation);
      return;
    } catch (error) {
      if (!(await outage.wait(error, ended))) return;
    }
  }
}
