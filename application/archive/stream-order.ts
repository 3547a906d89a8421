import type { StreamId } from '../../domain/modelling/ids.ts';
import { commitSchema, firstVersionOf, type StoredEvent } from '../streams/commit.ts';
import { readArchivedCommit, type ArchivedCommit } from './archived-commit.ts';

/** A commit of the archive with its events and the version of the first. */
export interface Line extends ArchivedCommit {
  readonly first: number;
  readonly events: readonly StoredEvent[];
}

/** Reads a line of the archive; undefined when it is not a commit. */
export const readLine = (text: string): Line | undefined => {
  try {
    const commit = commitSchema.parse(JSON.parse(text));
    return { ...readArchivedCommit(text), first: firstVersionOf(commit), events: commit.events };
  } catch {
    return undefined;
  }
};

/**
 * Orders commits by stream version. The archive's days come from the writers' clocks, so a commit can be filed a day before its
 * predecessor: it is held back until the predecessor has been read. Keeps one number for each stream in memory.
 */
export const streamOrder = () => {
  const heads = new Map<string, number>();
  const heldBack = new Map<string, readonly Line[]>();

  const continueStream = (streamId: StreamId, fresh: readonly Line[]): readonly Line[] => {
    const waiting = [...(heldBack.get(streamId) ?? []), ...fresh].sort((one, other) => one.version - other.version);
    let head = heads.get(streamId) ?? 0;
    const gap = waiting.findIndex(({ first, version }) => {
      if (version > head && first !== head + 1) return true;
      head = Math.max(head, version);
      return false;
    });
    const ready = gap < 0 ? waiting : waiting.slice(0, gap);
    heads.set(streamId, head);
    if (gap < 0) heldBack.delete(streamId);
    else heldBack.set(streamId, waiting.slice(gap));
    return ready;
  };

  return {
    /** The commits that can be stored now, by stream. */
    next: (commits: readonly Line[]): readonly (readonly Line[])[] =>
      [...Map.groupBy(commits, ({ streamId }) => streamId)].map(([streamId, fresh]) => continueStream(streamId, fresh)),
    /** The commits whose predecessor has not been read. */
    left: (): readonly Line[] => [...heldBack.values()].flat(),
  };
};
