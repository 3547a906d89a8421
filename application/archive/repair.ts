import type { StoredHistory } from '../streams/stored-history.ts';
import type { Archive } from './archive.ts';
import { archivedCommit, type ArchivedCommit } from './archived-commit.ts';
import { copyKeys, type ArchivedKeys } from './copy-keys.ts';
import type { Verification } from './verify.ts';

/** What a repair reads from and adds to. */
export interface ArchiveRepair extends ArchivedKeys {
  readonly archive: Pick<Archive, 'add'>;
  readonly history: Pick<StoredHistory, 'ofStream'>;
}

/**
 * Adds the keys and commits that the archive lacks, as a replay of each stream to the archive would. Nothing is added twice, also
 * while the app archives the same commits. A document that is not a commit, and everything after it in its stream, is left out
 * until an operator has repaired the store.
 */
export const repairArchive = async (
  { incomplete, incompleteKeys }: Pick<Verification, 'incomplete' | 'incompleteKeys'>,
  { archive, history, keyDocuments, archivedKeys }: ArchiveRepair,
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
