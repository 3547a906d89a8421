import type { StreamId, Subject } from '../../domain/modelling/ids.ts';
import type { Digest } from '../streams/commit-hash.ts';
import { subjectsInDocument } from '../privacy/personal-values.ts';
import type { ArchivedCommit } from './archived-commit.ts';
import { commitChain, type Hashes } from './commit-chain.ts';

/** Counts of commits and streams. */
export interface Extent {
  readonly commits: number;
  readonly streams: number;
  /** Commits without a hash: those that an older release has stored. */
  readonly unhashed: number;
}

/** Reads one copy of the history, `where` in sentences, commit by commit: what it holds, and whether it follows its hashes. */
export const copyReading = (where: string, digest: Digest, known?: Hashes) => {
  const chain = commitChain(where, digest, known);
  const streams = new Set<StreamId>();
  const subjects = new Set<Subject>();
  let commits = 0;
  return {
    /** Takes the next commit, in any order, but each once. */
    add: ({ streamId, text }: ArchivedCommit): void => {
      const document: unknown = JSON.parse(text);
      commits += 1;
      chain.add(document);
      streams.add(streamId);
      for (const subject of subjectsInDocument(document)) subjects.add(subject);
    },
    end: () => {
      const { breaks, unhashed, heads } = chain.end();
      const extent: Extent = { commits, streams: streams.size, unhashed };
      return { breaks, extent, subjects, heads };
    },
  };
};
