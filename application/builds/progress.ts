import { z } from 'zod';
import { buildPart, startedBuild, type BuildPart, type StoredBuild } from './build-jobs.ts';

const count = z.int().min(0);

/** How far a build is, as operators see it. */
export const buildProgress = startedBuild
  .unwrap()
  .extend({
    state: buildPart.unwrap().shape.state,
    /** When the last part ended; null before. */
    endedAt: z.iso.datetime().nullable(),
    /** Commits that were read. A page that is repeated after a crash is counted once. */
    commits: count,
    streams: count,
    parked: count,
    /** Request units that were spent. */
    ru: z.number(),
    /** Commits a second, of all parts that are being worked on. Who has not been heard of for a minute does not count. */
    perSecond: z.number(),
    /** Seconds that are left at this rate; null while nothing moves, and where a part waits for an operator. */
    etaSeconds: count.nullable(),
    /** Why parts failed last. */
    errors: z.array(z.string()).readonly(),
    parts: z
      .array(
        buildPart.unwrap().pick({
          ...{ part: true, state: true, owner: true, commits: true, ru: true, failures: true, error: true },
          changedAt: true,
        }),
      )
      .readonly(),
  })
  .readonly();

/** How far a build is. */
export type BuildProgress = z.infer<typeof buildProgress>;

/** What a build is whose parts are in these states: the first that one of them has. */
const inOrder = ['paused', 'cancelled', 'running', 'failed', 'waiting', 'done'] as const;

/** Adds up the parts of a build, as they are now. */
export const progressOf = ({ build, parts }: StoredBuild, now: string): BuildProgress => {
  const jobs = parts.map(({ job }) => job);
  const sum = (of: 'commits' | 'streams' | 'parked' | 'ru'): number => jobs.reduce((total, job) => total + job[of], 0);
  const state = inOrder.find((each) => jobs.some((job) => job.state === each)) ?? 'done';
  const rate = jobs.filter((job) => isWorkedOn(job, now)).reduce((total, { perSecond }) => total + perSecond, 0);
  const perSecond = Math.round(rate * 10) / 10;
  const waitsForOperator = jobs.some((job) => job.state === 'failed');
  const left = Math.max(0, build.total - sum('commits'));
  return {
    ...build,
    state,
    endedAt: state === 'done' ? lastChange(jobs) : null,
    ...{ commits: sum('commits'), streams: sum('streams'), parked: sum('parked') },
    ru: Math.round(sum('ru') * 100) / 100,
    perSecond,
    etaSeconds: state === 'running' && !waitsForOperator && perSecond > 0 ? Math.ceil(left / perSecond) : null,
    errors: jobs.flatMap(({ part, error }) => (error === null ? [] : [`${part}: ${error}`])),
    parts: jobs.map(({ part, state: of, owner, commits, ru, failures, error, changedAt }) => ({
      ...{ part, state: of, owner, commits, ru, failures, error, changedAt },
    })),
  };
};

const isWorkedOn = ({ state, until }: BuildPart, now: string): boolean => state === 'running' && (until ?? '') > now;

const lastChange = (jobs: readonly BuildPart[]): string | null =>
  jobs
    .map(({ changedAt }) => changedAt)
    .reduce<string | null>((last, at) => (last === null || at > last ? at : last), null);
