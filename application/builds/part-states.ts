import type { BuildPart } from './build-jobs.ts';

/** A part from which nothing has been read yet. */
export const newPart = (part: string, now: string): BuildPart => ({
  part,
  startedAt: now,
  state: 'waiting',
  ...{ owner: null, until: null, continuation: null, error: null },
  ...{ commits: 0, streams: 0, parked: 0, ru: 0, perSecond: 0, failures: 0 },
  pageSize: largestPage,
  changedAt: now,
});

/**
 * The most commits that are folded before what came of them is saved: each stream among them is saved once. So many are
 * repeated at most after a crash, and so many are in memory for each part.
 */
export const largestPage = 1_000;
const smallestPage = 50;

/** A page should not take longer, in milliseconds. */
const slowPageMs = 15_000;

/** How long a claim holds that is not renewed, in milliseconds. A page takes seconds; the parts of a dead process wait so long. */
const claimMs = 60_000;

/** After so many failures in a row of one page, an operator decides. An unavailable service is no failure. */
export const mostFailures = 20;
const firstRestMs = 1_000;
const longestRestMs = 60_000;
/** After so many failures the rests are the longest. */
const longRests = 7;

/** The most characters of an error that are stored. */
const longestError = 1_000;

/** The moment so many milliseconds after another. */
const after = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

/** Whether a process may take this part: it waits for one, or its owner has not been heard of for too long. */
export const isClaimable = ({ state, until }: BuildPart, now: string): boolean =>
  (state === 'waiting' && (until === null || until <= now)) || (state === 'running' && (until ?? '') <= now);

/** The part in the hands of an owner. */
export const claimed = (job: BuildPart, owner: string, now: string): BuildPart => ({
  ...job,
  ...{ state: 'running', owner, until: after(now, claimMs), changedAt: now },
});

/** The part given back before its end, to go on at once. */
export const released = (job: BuildPart, now: string): BuildPart => ({
  ...job,
  ...{ state: 'waiting', owner: null, until: null, perSecond: 0, changedAt: now },
});

/** The part at the end of the history. */
export const ended = (job: BuildPart, now: string): BuildPart => ({ ...released(job, now), state: 'done' });

/** What one page has added to a part. */
export interface PageDone extends Pick<BuildPart, 'commits' | 'streams' | 'parked' | 'ru'> {
  readonly continuation: string;
  readonly milliseconds: number;
}

/** The part behind a page: the claim holds on, and pages grow again after failures have made them small. */
export const advanced = (job: BuildPart, page: PageDone, now: string): BuildPart => ({
  ...job,
  continuation: page.continuation,
  commits: job.commits + page.commits,
  streams: job.streams + page.streams,
  parked: job.parked + page.parked,
  ru: Math.round((job.ru + page.ru) * 100) / 100,
  perSecond: smoothed(job.perSecond, (page.commits * 1_000) / Math.max(1, page.milliseconds)),
  pageSize: nextSize(job.pageSize, page.milliseconds),
  ...{ failures: 0, error: null, until: after(now, claimMs), changedAt: now },
});

/** A page that takes long gets smaller, far below the time of a claim: else the claim would run out before the place is saved. */
const nextSize = (size: number, milliseconds: number): number => {
  if (milliseconds > slowPageMs) return Math.max(smallestPage, Math.floor(size / 2));
  return milliseconds < slowPageMs / 3 ? Math.min(largestPage, size * 2) : size;
};

const smoothed = (before: number, latest: number): number =>
  Math.round((before === 0 ? latest : before * 0.7 + latest * 0.3) * 10) / 10;

/** The part after a failure of a page: given back, to be tried again after a rest that grows, with a smaller page. */
export const failedOnce = (job: BuildPart, error: unknown, isOutage: boolean, now: string): BuildPart => {
  // An outage makes the rests long, and counts for no failure of the page.
  const failures = isOutage ? Math.max(job.failures, Math.min(job.failures + 1, longRests)) : job.failures + 1;
  const restMs = Math.min(longestRestMs, firstRestMs * 2 ** (failures - 1));
  return {
    ...released(job, now),
    state: !isOutage && failures >= mostFailures ? 'failed' : 'waiting',
    until: after(now, restMs),
    pageSize: Math.max(smallestPage, Math.floor(job.pageSize / 2)),
    failures,
    error: String(error).slice(0, longestError),
  };
};
