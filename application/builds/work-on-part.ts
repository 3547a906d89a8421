import { readFeedBatch, type FeedBatch } from '../feed/feed-batch.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import { firstVersionOf } from '../streams/commit.ts';
import type { Tracing } from '../tracing.ts';
import { Unavailable } from '../unavailable.ts';
import type { BuildJobs, StoredPart } from './build-jobs.ts';
import type { HistoryPage, HistoryParts } from './history-parts.ts';
import { advanced, ended, failedOnce, released, type PageDone } from './part-states.ts';

/** The ports of one who builds. */
export interface Building {
  readonly jobs: BuildJobs;
  readonly history: HistoryParts;
  readonly clock: () => string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  readonly tracing: Pick<Tracing, 'span' | 'log'>;
}

/** How the work on a part ended: at its end, at the deadline, with a failure, or with the claim, which another one has. */
export type PartOutcome = 'done' | 'released' | 'failed' | 'lost';

/**
 * Works on a part that this process has claimed: delivers page by page to the subscriber, which saves what came of a page before
 * the place behind it is saved. So a crash repeats one page, which changes nothing. Each save of the place proves that the part
 * is still this process's: once it is not, nothing more of it is delivered.
 */
export const workOnPart =
  ({ jobs, history, clock, now, tracing }: Building) =>
  async (subscriber: Subscriber, claim: StoredPart, deadline: number): Promise<PartOutcome> => {
    let current = claim;
    const keep = async (job: StoredPart['job']): Promise<boolean> => {
      const kept = await jobs.replace(subscriber.name, job, current.revision);
      if (kept !== 'changed') current = kept;
      return kept !== 'changed';
    };
    const facts = { subscriber: subscriber.name, part: claim.job.part };
    const open = ({ part, continuation, pageSize }: StoredPart['job']) => ({
      pageSize,
      pages: history.pages(part, { from: continuation ?? undefined, pageSize })[Symbol.asyncIterator](),
    });
    let reading = open(claim.job);
    /** Reads on in pages of another size. */
    const resize = async (): Promise<void> => {
      if (reading.pageSize === current.job.pageSize) return;
      await reading.pages.return?.();
      reading = open(current.job);
    };

    /** Delivers the next page, if there is one. Its time and its request units are those of reading, too. */
    const deliverNext = (): Promise<PageDone | undefined> =>
      tracing.span({ name: 'build-page', facts }, async (span) => {
        const begun = now();
        const next = await reading.pages.next();
        if (next.done === true) return undefined;
        const { batch, ...page } = contentOf(next.value);
        const { parked } = await subscriber.deliver(batch);
        return { ...page, parked, ru: span.spent().charge, milliseconds: now() - begun };
      });

    try {
      for (let page = await deliverNext(); page !== undefined; page = await deliverNext()) {
        if (!(await keep(advanced(current.job, page, clock())))) return 'lost';
        if (now() >= deadline) return (await keep(released(current.job, clock()))) ? 'released' : 'lost';
        await resize();
      }
      return (await keep(ended(current.job, clock()))) ? 'done' : 'lost';
    } catch (error) {
      tracing.log({ event: 'build-failed', ...facts, error: String(error).slice(0, 1_000) });
      const failed = failedOnce(current.job, error, error instanceof Unavailable, clock());
      // When not even this can be saved, the claim runs out.
      return (await keep(failed).catch(() => false)) ? 'failed' : 'lost';
    } finally {
      await reading.pages.return?.();
    }
  };

const contentOf = ({ documents, continuation }: HistoryPage) => {
  const batch = readFeedBatch(documents);
  return { batch, continuation, commits: documents.length, streams: streamsBegunIn(batch) };
};

const streamsBegunIn = ({ streams }: FeedBatch): number =>
  [...streams.values()].filter(([first]) => first !== undefined && firstVersionOf(first.commit) === 1).length;
