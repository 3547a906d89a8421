import type { CallerId } from '../../domain/modelling/ids.ts';
import type { BuildJobs, StoredBuild } from './build-jobs.ts';
import { changeParts, goOn, isUnderWay, mostRaces } from './change-parts.ts';
import type { HistoryParts } from './history-parts.ts';
import { newPart } from './part-states.ts';
import { progressOf, type BuildProgress } from './progress.ts';

/** Who asks for a build, and whether it begins at the first commit although it has passed there. */
export interface BuildRequest {
  readonly actor: CallerId;
  readonly again?: boolean;
}

/** How a request ended, with the build as it is then. 'continued': an ended one goes on behind the commits that it has. */
export interface BuildAnswer {
  readonly outcome: 'begun' | 'continued' | 'running';
  readonly progress: BuildProgress;
}

/** The ports of {@link beginBuild}. */
export interface BeginningBuilds {
  readonly jobs: BuildJobs;
  readonly history: HistoryParts;
  readonly clock: () => string;
}

/** Into so many parts a history is divided at least: so many pages are read and saved at the same time. */
const leastParts = 8;

/**
 * Begins a build of a subscriber, or goes on with one that has ended, failed or been cancelled, behind what it has. One that is
 * under way is left alone, so asking twice changes nothing.
 */
export const beginBuild = (beginning: BeginningBuilds) => {
  const { jobs, history, clock } = beginning;
  const change = changeParts(beginning);

  const start = async (name: string, actor: CallerId, earlier: StoredBuild | undefined) => {
    const [parts, total] = await Promise.all([history.split(leastParts), history.count()]);
    const now = clock();
    const fresh = parts.map((part) => newPart(part, now));
    const begun = await jobs.begin({ name, startedAt: now, startedBy: actor, total }, fresh, earlier);
    return begun === 'begun' ? jobs.find(name) : undefined;
  };

  /** Undefined when another request has come first. */
  const beginOnce = async (name: string, { actor, again = false }: BuildRequest): Promise<BuildAnswer | undefined> => {
    const found = await jobs.find(name);
    if (found?.parts.some(({ job }) => isUnderWay(job)) === true)
      return { outcome: 'running', progress: progressOf(found, clock()) };
    const isNew = found === undefined || again;
    const build = isNew
      ? await start(name, actor, found)
      : await change(name, { isMeant: (job) => !isUnderWay(job), to: goOn });
    return build && { outcome: isNew ? 'begun' : 'continued', progress: progressOf(build, clock()) };
  };

  return async (name: string, request: BuildRequest): Promise<BuildAnswer> => {
    for (let race = 0; race < mostRaces; race += 1) {
      const answer = await beginOnce(name, request);
      if (answer !== undefined) return answer;
    }
    throw new Error(`The build of ${name} was begun by others ${mostRaces} times in a row.`);
  };
};
