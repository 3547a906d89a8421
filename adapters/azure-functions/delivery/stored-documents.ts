import { textOf } from '../../../application/archive/archived-commit.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import { integrityOf } from '../../../application/streams/commit-hash.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import type { StoredHistory } from '../../../application/streams/stored-history.ts';
import { sha256 } from '../../commit-document.ts';
import { deliverable } from '../../stored-commit.ts';
import { mayBeRewritten } from './host-text.ts';

/** A delivered batch as it is in the store. */
export interface StoredDocuments {
  readonly documents: readonly unknown[];
  /** How many of them had arrived with other text. */
  readonly rewritten: number;
}

/** Documents that are read again at the same time. */
const readsAtOnce = 16;

/**
 * Gives what a host delivered as it is in the store. A commit proves by its hash that it is what was stored, and is read again,
 * with one request, only when it is not. A commit without a hash, of an older release, is read again when it holds a date and
 * time that the host may have written. A commit that is not what its hash says in the store either is marked. Throws when the
 * store does not show what its feed has delivered, which a replica may do for a moment: then the batch comes again.
 */
export const storedDocuments = (history: Pick<StoredHistory, 'ofCommit'>) => {
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
    const documents = await inParallel(readsAtOnce, delivered, async (document) =>
      isAsStored(document) ? document : readAgain(document),
    );
    const rewritten = documents.filter((stored, index) => isOther(stored, delivered[index])).length;
    return {
      documents: documents.map((each, index) => (each === delivered[index] ? each : deliverable(each))),
      rewritten,
    };
  };
};

const isAsStored = (document: unknown): boolean => {
  const integrity = integrityOf(document, sha256);
  return integrity === 'unhashed' ? !mayBeRewritten(document) : integrity === 'intact';
};

/** Whether two documents differ in more than what the store itself adds to them. */
const isOther = (stored: unknown, delivered: unknown): boolean =>
  stored !== delivered && textOf(stored) !== textOf(delivered);
