import { z } from 'zod';
import type { BuildJobs, BuildPart, StoredBuild, StoredPart } from '../../application/builds/build-jobs.ts';
import { jsonCopy } from '../stored-json.ts';

interface Kept {
  readonly build: StoredBuild['build'];
  readonly revision: string;
  readonly parts: Map<string, StoredPart>;
}

/** Builds that are forgotten on restart. */
export const inMemoryBuildJobs = (): BuildJobs => {
  const builds = new Map<string, Kept>();
  let revisions = 0;
  const stored = (job: BuildPart): StoredPart => ({ job: jsonCopy(job), revision: String((revisions += 1)) });

  return {
    find: async (name) => {
      const found = builds.get(name);
      return found && jsonCopy({ ...found, parts: [...found.parts.values()] });
    },

    begin: async (build, parts, earlier) => {
      if (builds.get(build.name)?.revision !== earlier?.revision) return 'changed';
      const fresh = parts.map((job): [string, StoredPart] => [job.part, stored(job)]);
      builds.set(build.name, { build: jsonCopy(build), revision: String((revisions += 1)), parts: new Map(fresh) });
      return 'begun';
    },

    replace: async (name, job, revision) => {
      const parts = builds.get(name)?.parts;
      if (parts === undefined || parts.get(job.part)?.revision !== revision) return 'changed';
      const replaced = stored(job);
      parts.set(job.part, replaced);
      return jsonCopy(replaced);
    },

    unfinished: async () =>
      [...builds].flatMap(([name, { parts }]) =>
        [...parts.values()]
          .filter(({ job }) => isUnfinished.safeParse(job).success)
          .map((part) => ({ name, ...jsonCopy(part) })),
      ),

    forget: async (name) => {
      builds.delete(name);
    },
  };
};

const isUnfinished = z.object({ state: z.enum(['waiting', 'running']) });
