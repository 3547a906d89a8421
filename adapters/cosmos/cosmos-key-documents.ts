import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import { documentIdFor } from '../document-id.ts';
import type { KeyDocuments } from '../personal-keys/index.ts';
import { createItem, readItem } from './items.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * Wrapped keys in the container `keys`, partition key `/subject`. A destroyed key leaves a document that says so, and no
 * backup of this container may be kept longer than an erasure may take: see docs/operations.md.
 */
export const cosmosKeyDocuments = (database: Database, options: StoreOptions = {}): KeyDocuments => {
  const container = database.container('keys');
  const retrying = retriesOf(options);

  return {
    find: async (subject) => {
      const key = { id: documentIdFor(subject), partition: subject };
      const found = await retrying((abortSignal) => readItem(container, key, abortSignal));
      return found === undefined ? undefined : keyIn(found);
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

const keyDocument = z.union([
  z.object({ destroyed: z.literal(true) }),
  z.object({ wrapped: z.string(), wrappedBy: z.string() }),
]);

const keyIn = (document: unknown) => {
  const found = keyDocument.parse(document);
  return 'destroyed' in found ? 'destroyed' : found;
};
