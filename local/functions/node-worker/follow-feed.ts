import { setTimeout as pause } from 'node:timers/promises';
import { ChangeFeedStartFrom, type Container } from '@azure/cosmos';
import { newtonsoftJson } from '../newtonsoft/index.ts';
import type { WorkerFunction } from './start-worker.ts';

/** A function that follows a feed, and whether its host rewrites dates and times in documents. */
export interface Followed {
  readonly fn: WorkerFunction;
  readonly rewritesDates: boolean;
}

/** Calls a function with every change of a container from the beginning, and again with a batch that failed. */
export const followFeed = async (followed: Followed, container: Container, stop: AbortSignal): Promise<void> => {
  // The SDK's starting points extend nothing in its types.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  const feed = container.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Beginning() });
  while (!stop.aborted) {
    const { result } = await feed.readNext();
    if (result.length === 0) await pause(50);
    else await handle(followed, result, stop);
  }
};

const handle = async (
  { fn, rewritesDates }: Followed,
  documents: readonly unknown[],
  stop: AbortSignal,
): Promise<void> => {
  const json = newtonsoftJson(documents, { rewritesDates });
  let failure: Error | undefined;
  for (let retryCount = 0; !stop.aborted; retryCount += 1) {
    const exception = failure && { message: failure.message, source: '', stackTrace: failure.stack ?? '' };
    const retry = { retryCount, maxRetryCount: -1, ...(exception && { exception }) };
    try {
      await fn.invoke({ json }, {}, retry);
      return;
    } catch (error) {
      failure = error as Error;
      await pause(100);
    }
  }
};
