import { archivedCommit } from '../../../application/archive/archived-commit.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import type { StoredHistory } from '../../../application/streams/stored-history.ts';
import { mayBeRewritten, provesStoredText } from './host-text.ts';

/** A delivered batch as it is in the store. */
export interface StoredDocuments {
  readonly documents: readonly unknown[];
  /** How many of them had arrived with other text. */
  readonly rewritten: number;
}

/** Documents that are read again at the same time. */
const readsAtOnce = 16;

/**
 * Gives what a host delivered as it is in the store. A document that may have been rewritten is read again, one request each,
 * until one shows that the host of this process rewrites nothing: from then on nothing is read again. One commit in ten shows
 * it, and most hold no date that could be doubted. Throws when the store does not show what its feed has delivered, which a
 * replica may do for a moment: then the batch comes again.
 */
export const storedDocuments = (history: Pick<StoredHistory, 'ofCommit'>) => {
  let keepsText = false;

  const readAgain = async (document: unknown): Promise<unknown> => {
    const commit = commitSchema.safeParse(document).data;
    if (commit === undefined) return document; // parked as what it is
    const stored = await history.ofCommit(commit.streamId, commit.version);
    if (stored === undefined)
      throw new Error(
        `The store does not show version ${commit.version} of ${commit.streamId}, which its feed delivered.`,
      );
    return stored;
  };

  return async (delivered: readonly unknown[]): Promise<StoredDocuments> => {
    keepsText ||= delivered.some(provesStoredText);
    if (keepsText) return { documents: delivered, rewritten: 0 };
    const documents = await inParallel(readsAtOnce, delivered, async (document) =>
      mayBeRewritten(document) ? readAgain(document) : document,
    );
    return { documents, rewritten: documents.filter((stored, index) => isOther(stored, delivered[index])).length };
  };
};

/** Whether two documents differ in more than what the store itself adds to them. */
const isOther = (stored: unknown, delivered: unknown): boolean =>
  stored !== delivered && archivedCommit(stored).text !== archivedCommit(delivered).text;
