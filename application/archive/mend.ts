import type { StoredHistory } from '../streams/stored-history.ts';
import type { Archive } from './archive.ts';
import { archivedCommit, type ArchivedCommit } from './archived-commit.ts';

/** What is mended, and whence. */
export interface Mending {
  readonly archive: Pick<Archive, 'add'>;
  readonly history: Pick<StoredHistory, 'ofStream'>;
}

/**
 * Adds to the archive what it lacks of these streams, as a replay of each to the archive would. Nothing is added twice, also
 * while the app archives the same. What is no commit waits, with what follows it in its stream, for whoever repairs the store.
 */
export const mendArchive = async (streamIds: readonly string[], { archive, history }: Mending): Promise<void> => {
  for (const streamId of streamIds) await archive.add(readable(await history.ofStream(streamId)));
};

const readable = (documents: readonly unknown[]): readonly ArchivedCommit[] => {
  const commits: ArchivedCommit[] = [];
  for (const document of documents) {
    try {
      commits.push(archivedCommit(document));
    } catch {
      return commits;
    }
  }
  return commits;
};
