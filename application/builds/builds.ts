import { beginBuild, type BuildAnswer, type BuildRequest } from './begin-build.ts';
import { changeParts, changes, type BuildChange } from './change-parts.ts';
import { progressOf, type BuildProgress } from './progress.ts';
import { workOnBuilds, type BuildWorker } from './work-on-builds.ts';

/** The builds of a system: what operators do with them, and the work itself. */
export const builds = (worker: BuildWorker) => {
  const { jobs, subscribers, clock } = worker;
  const isKnown = (name: string): boolean => subscribers.some((each) => each.name === name);
  const beginOne = beginBuild(worker);
  const changeOne = changeParts(worker);

  return {
    /** The names of what can be built: all that has no effects outside. */
    names: subscribers.map(({ name }) => name),

    /** See {@link beginBuild}. Undefined for what cannot be built. */
    begin: async (name: string, request: BuildRequest): Promise<BuildAnswer | undefined> =>
      isKnown(name) ? beginOne(name, request) : undefined,

    /** Pauses, resumes or cancels a build. Undefined when there is none. */
    change: async (name: string, wanted: BuildChange): Promise<BuildProgress | undefined> => {
      const found = await changeOne(name, changes[wanted]);
      return found && progressOf(found, clock());
    },

    /** How far a build is; undefined when there was none. */
    progressOf: async (name: string): Promise<BuildProgress | undefined> => {
      const found = await jobs.find(name);
      return found && progressOf(found, clock());
    },

    /** Removes all that is known of a build. */
    forget: (name: string): Promise<void> => jobs.forget(name),

    /** See {@link workOnBuilds}. */
    work: workOnBuilds(worker),
  };
};
