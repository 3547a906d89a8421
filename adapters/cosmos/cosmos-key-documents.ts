import type { Subject } from '../../domain/modelling/ids.ts';
import { PatchOperationType, type Container, type Database } from '@azure/cosmos';
import { documentIdFor } from '../document-id.ts';
import { keyIn } from '../key-document.ts';
import type { KeyDocuments } from '../../application/privacy/key-documents.ts';
import { createItem, readItem } from './items.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * Wrapped keys in the container `keys`, partition key `/subject`. A destroyed key leaves a tombstone. No backup of this
 * container may be kept longer than an erasure may take: see docs/operations.md.
 */
export const cosmosKeyDocuments = (database: Database, options: StoreOptions = {}): KeyDocuments => {
  const container = database.container('keys');
  const retrying = retriesOf(options);

  return {
    find: async (subject) => {
      if (!canHaveKey(subject)) return undefined;
      const key = { id: documentIdFor(subject), partition: subject };
      const found = await retrying((abortSignal) => readItem(container, key, abortSignal));
      return found === undefined ? undefined : keyIn(subject, found);
    },

    exists: async (subject) => {
      if (!canHaveKey(subject)) return false;
      const key = { id: documentIdFor(subject), partition: subject };
      return retrying((abortSignal) => existsForSure(container, key, abortSignal));
    },

    create: async (subject, { wrapped, wrappedBy }) => {
      const document = { id: documentIdFor(subject), subject, wrapped, wrappedBy };
      return retrying((abortSignal) => createItem(container, document, abortSignal));
    },

    destroy: async (subject) => {
      const mark = { id: documentIdFor(subject), subject, destroyed: true };
      await retrying((abortSignal) => container.items.upsert(mark, { abortSignal }));
    },
  };
};

/** The most bytes of a partition key (Azure Cosmos DB documentation, "Service quotas and default limits"). */
const longestSubject = 2_048;

/** A damaged commit can name any subject. The store refuses a longer one than this, so it has no key. */
const canHaveKey = (subject: Subject): boolean => Buffer.byteLength(subject) <= longestSubject;

/**
 * Asks by a write whose condition is always false. The primary answers a write, so 404 means that there is no such document,
 * and 412 that there is one, whatever a replica returns.
 */
const existsForSure = async (
  container: Container,
  { id, partition }: { readonly id: string; readonly partition: string },
  abortSignal: AbortSignal,
): Promise<boolean> => {
  const neverDone = { condition: 'FROM c WHERE false', operations: [change] };
  try {
    await container.item(id, partition).patch(neverDone, { abortSignal });
    return true;
  } catch (error) {
    if (statusOf(error) === 412) return true;
    if (isMissingItem(error)) return false;
    throw error;
  }
};

const change = { op: PatchOperationType.set, path: '/exists', value: true } as const;
