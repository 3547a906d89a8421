import type { BuildJobs, BuildPart, StoredBuild } from './build-jobs.ts';
import { released } from './part-states.ts';

/** What an operator may do to a build that has begun. */
export type BuildChange = 'pause' | 'resume' | 'cancel';

/** Which parts of a build are changed, and to what. */
export interface PartsChange {
  readonly isMeant: (job: BuildPart) => boolean;
  readonly to: (job: BuildPart, now: string) => BuildPart;
}

/** Others may change the same build at the same moment. */
export const mostRaces = 10;

/**
 * Changes parts of a build, each under its etag, so that who works on it loses it. A part is changed once: what a worker or
 * another operator makes of it after that stands. Gives the build as it is then, if there is one.
 */
export const changeParts =
  ({ jobs, clock }: { readonly jobs: BuildJobs; readonly clock: () => string }) =>
  async (name: string, { isMeant, to }: PartsChange): Promise<StoredBuild | undefined> => {
    const changed = new Set<string>();
    for (let race = 0; race < mostRaces; race += 1) {
      const found = await jobs.find(name);
      const meant = (found?.parts ?? []).filter(({ job }) => isMeant(job) && !changed.has(job.part));
      if (meant.length === 0) return found;
      for (const { job, revision } of meant)
        if ((await jobs.replace(name, to(job, clock()), revision)) !== 'changed') changed.add(job.part);
    }
    throw new Error(`The build of ${name} was changed by others ${mostRaces} times in a row.`);
  };

const isOneOf =
  (...states: readonly BuildPart['state'][]) =>
  ({ state }: BuildPart): boolean =>
    states.includes(state);

/** Whether a part is to be worked on, now or after a pause. */
export const isUnderWay = isOneOf('waiting', 'running', 'paused');

/** Goes on behind the last page that was saved. */
export const goOn = (job: BuildPart, now: string): BuildPart => ({ ...released(job, now), failures: 0, error: null });

/** What each change means. A part that has ended stays as it is. */
export const changes: Readonly<Record<BuildChange, PartsChange>> = {
  pause: { isMeant: isOneOf('waiting', 'running'), to: (job, now) => ({ ...released(job, now), state: 'paused' }) },
  resume: { isMeant: isOneOf('paused', 'failed', 'cancelled'), to: goOn },
  cancel: {
    isMeant: isOneOf('waiting', 'running', 'paused', 'failed'),
    to: (job, now) => ({ ...released(job, now), state: 'cancelled' }),
  },
};
