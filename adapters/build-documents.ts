import { z } from 'zod';
import {
  buildPart,
  startedBuild,
  type BuildPart,
  type StartedBuild,
  type StoredBuild,
  type StoredPart,
} from '../application/builds/build-jobs.ts';

// The documents of builds, in the partition of their subscriber: `build`, and one for each part.

/** The id of the document that says what a build is. */
export const buildId = 'build';

/** The id of the document of a part. */
export const partIdOf = (part: string): string => `part:${part}`;

/** A build as a document. */
export const buildDocument = (build: StartedBuild) => ({ id: buildId, kind: 'build', ...build });

/** A part as a document. */
export const partDocument = (name: string, job: BuildPart) => ({ id: partIdOf(job.part), kind: 'part', name, ...job });

const named = z
  .object({ _etag: z.string(), name: z.string() })
  .transform(({ _etag: revision, name }) => ({ revision, name }));

/** The part in a document that {@link partDocument} has made, and whose build it is of. */
export const readPart = (document: unknown): StoredPart & Pick<StartedBuild, 'name'> => ({
  job: buildPart.parse(document),
  ...named.parse(document),
});

/** The build in the documents of its partition; undefined when there is none. A part of an earlier build is left out. */
export const readBuild = (documents: readonly unknown[]): StoredBuild | undefined => {
  const head = documents.find((document) => kindOf(document) === 'build');
  if (head === undefined) return undefined;
  const build = startedBuild.parse(head);
  const parts = documents.filter((document) => kindOf(document) === 'part').map(readPart);
  return {
    build,
    revision: named.parse(head).revision,
    parts: parts
      .filter(({ job }) => job.startedAt === build.startedAt)
      .map(({ job, revision }) => ({ job, revision }))
      .sort((one, other) => (one.job.part < other.job.part ? -1 : 1)),
  };
};

const kinds = z.object({ kind: z.enum(['build', 'part']) });

const kindOf = (document: unknown) => kinds.safeParse(document).data?.kind;
