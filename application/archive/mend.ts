import type { StoredHistory } from '../streams/stored-history.ts';
import type { Archive } from './archive.ts';
import { archivedCommit, type ArchivedCommit } from './archived-commit.ts';
import { copyKeys, type ArchivedKeys } from './copy-keys.ts';
import type { Verification } from './verify.ts';

/** What is mended, and whence. */
export interface Mending extends ArchivedKeys {
  readonly archive: Pick<Archive, 'add'>;
  readonly history: Pick<StoredHistory, 'ofStream'>;
}

/**
 * Adds to the archive the keys and the commits that it lacks, as a replay of each stream to the archive would. Nothing is added twice, also
 * while the app archives the same. What is no commit waits, with what follows it in its stream, for whoever repairs the store.
 */
export const mendArchive = async (
  { incomplete, incompleteKeys }: Pick<Verification, 'incomplete' | 'incompleteKeys'>,
  { archive, history, keyDocuments, archivedKeys }: Mending,
): Promise<void> => {
  await copyKeys(incompleteKeys, { from: keyDocuments, to: archivedKeys });
  for (const streamId of incomplete) await archive.add(readable(await history.ofStream(streamId)));
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
