import { z } from 'zod';

const count = z.int().min(0);

/** How far the build of one part is. Part of the storage format. */
export const buildPart = z
  .object({
    /** See HistoryParts. */
    part: z.string(),
    /** When the build began that it is of. */
    startedAt: z.iso.datetime(),
    /**
     * `waiting` for a process that works on it, from `until` on; `running`, for its `owner` alone as long as `until` has not
     * passed; `failed` too often, until an operator resumes it.
     */
    state: z.enum(['waiting', 'running', 'paused', 'cancelled', 'failed', 'done']),
    owner: z.string().nullable(),
    until: z.iso.datetime().nullable(),
    /** The place behind the last page of which everything is saved; null before the first. */
    continuation: z.string().nullable(),
    commits: count,
    /** Streams whose first commit was among them. */
    streams: count,
    parked: count,
    ru: z.number().min(0),
    /** Commits a second, of the last pages. */
    perSecond: z.number().min(0),
    /** The most commits of the next page. */
    pageSize: count,
    /** How often it has failed in a row, and why last. */
    failures: count,
    error: z.string().nullable(),
    changedAt: z.iso.datetime(),
  })
  .readonly();

/** How far the build of one part is. */
export type BuildPart = z.infer<typeof buildPart>;

/** A build of all that one subscriber keeps. Part of the storage format. */
export const startedBuild = z
  .object({
    /** The name of the subscriber. */
    name: z.string(),
    startedAt: z.iso.datetime(),
    startedBy: z.string(),
    /** About how many commits there were when it began. */
    total: count,
  })
  .readonly();

/** A build of all that one subscriber keeps. */
export type StartedBuild = z.infer<typeof startedBuild>;

/** A part as it was read or written. It is another one after each change. */
export interface StoredPart {
  readonly job: BuildPart;
  readonly revision: string;
}

/** A build as it was read. */
export interface StoredBuild {
  readonly build: StartedBuild;
  readonly revision: string;
  readonly parts: readonly StoredPart[];
}

/** The most parts of one build: they begin together, in one transaction. */
export const mostParts = 96;

/** The builds of this system, one for each subscriber, each part a document that is changed under its etag. */
export interface BuildJobs {
  find(name: string): Promise<StoredBuild | undefined>;

  /**
   * Begins a build, all of it or nothing, in the place of an earlier one where there is one. 'changed' when another one has begun
   * meanwhile, or the earlier one has been changed.
   */
  begin(
    build: StartedBuild,
    parts: readonly BuildPart[],
    earlier: StoredBuild | undefined,
  ): Promise<'begun' | 'changed'>;

  /**
   * Replaces a part. 'changed' when somebody else has changed it since; not after a lost answer to this very write, which is told
   * by its content: so nobody else may write the same.
   */
  replace(name: string, job: BuildPart, revision: string): Promise<StoredPart | 'changed'>;

  /** The parts of all builds that wait or run, by the name of the build. */
  unfinished(): Promise<readonly (StoredPart & { readonly name: string })[]>;

  /** Removes a build and its parts. Whoever works on one of them loses it. */
  forget(name: string): Promise<void>;
}
