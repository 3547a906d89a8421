import type { NamedStream } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import type { Working } from './consuming.ts';
import { tryStream } from './try-stream.ts';
import type { WaitingSummary } from './waiting-messages.ts';

/** Streams that are asked for, and tried, at a time. */
const streamsInPage = 100;
const streamsAtOnce = 8;

/** No more is begun after so long, in milliseconds: the next call goes on. */
const budgetMs = 45_000;

/** How a round of tries went. */
export interface TriesReport extends WaitingSummary {
  /** Messages that were taken. */
  readonly taken: number;
}

/**
 * Tries every stream that is due, until none is left or the time is up. One that fails is not due any more, so it takes nobody
 * else's turn. Safe at any time and by several at once.
 */
export const tryDue = async (working: Working): Promise<TriesReport> => {
  const { waiting, now } = working;
  if (!(await waiting.any())) return { taken: 0, waiting: 0, quarantined: 0, oldestSince: null };
  const begun = now();
  const tried = new Set<string>();
  let taken = 0;
  for (let left = await dueBut(working, tried); left.length > 0 && now() - begun < budgetMs;) {
    for (const streamId of left) tried.add(streamId);
    const counts = await inParallel(streamsAtOnce, left, (streamId) => tryAlone(working, streamId));
    taken += counts.reduce((sum, count) => sum + count, 0);
    left = await dueBut(working, tried);
  }
  return { taken, ...(await waiting.summary()) };
};

/**
 * What was tried may be due still: its document is damaged, or a replica is behind. It comes again in the next round, and until
 * then leaves all places of the page to others.
 */
const dueBut = async ({ waiting, clock }: Working, tried: ReadonlySet<string>): Promise<readonly string[]> => {
  const due = await waiting.due(clock(), streamsInPage + tried.size);
  return due.filter((streamId) => !tried.has(streamId)).slice(0, streamsInPage);
};

/** What goes wrong with one stream (its document is damaged, the store was gone for it) keeps no other from its turn. */
const tryAlone = async (working: Working, streamId: NamedStream): Promise<number> => {
  try {
    return await tryStream(working, streamId);
  } catch (error) {
    const { consumer, tracing } = working;
    tracing?.log({ event: 'failed-try', consumer: consumer.name, streamId, error: String(error).slice(0, 1_000) });
    return 0;
  }
};
