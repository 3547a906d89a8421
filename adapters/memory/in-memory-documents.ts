import {
  longestBatch,
  TooMuchAtOnce,
  type BatchOutcome,
  type DocumentContainer,
  type DocumentOperation,
  type DocumentStore,
  type StoredDocument,
} from '../../application/consumers/document-store.ts';
import { bytesOf, jsonCopy, maximumDocumentBytes } from '../stored-json.ts';
import { ordered } from './sorted-page.ts';

/** What lies in the containers of a consumer: by container, partition and id. */
export type StoredDocuments = Map<string, Map<string, Map<string, StoredDocument>>>;

/** A consumer's store that is forgotten on restart. */
export const inMemoryDocuments = (stored: StoredDocuments = new Map()): DocumentStore => {
  const revisions = { last: 0 };
  return (container) => {
    const partitions = stored.get(container) ?? new Map<string, Map<string, StoredDocument>>();
    stored.set(container, partitions);
    return containerOver(partitions, () => String((revisions.last += 1)));
  };
};

const containerOver = (
  partitions: Map<string, Map<string, StoredDocument>>,
  nextRevision: () => string,
): DocumentContainer => ({
  read: async (partition, id) => {
    const found = partitions.get(partition)?.get(id);
    return found && jsonCopy(found);
  },

  list: async (partition, { prefix, after = '', atMost }) =>
    [...(partitions.get(partition)?.values() ?? [])]
      .filter(({ id }) => id.startsWith(prefix) && id > after)
      .sort((one, other) => ordered(one.id, other.id))
      .slice(0, atMost)
      .map(jsonCopy),

  batch: async (partition, operations) => {
    if (operations.length > longestBatch)
      throw new TooMuchAtOnce(`${operations.length} steps are too many for one batch.`);
    const documents = partitions.get(partition) ?? new Map<string, StoredDocument>();
    const refused = operations.findIndex((operation) => !isMet(documents.get(operation.id), operation));
    if (refused >= 0) return { refused } satisfies BatchOutcome;
    for (const operation of operations) assertStorable(operation);
    for (const operation of operations) carryOut(documents, operation, nextRevision);
    partitions.set(partition, documents);
    return 'done';
  },
});

const isMet = (found: StoredDocument | undefined, operation: DocumentOperation): boolean => {
  switch (operation.type) {
    case 'create':
      return found === undefined;
    case 'put':
      return true;
    case 'replace':
    case 'remove':
      return found?.revision === operation.revision;
    case 'require':
      return found !== undefined;
  }
};

const assertStorable = (operation: DocumentOperation): void => {
  if ('body' in operation && bytesOf(operation.body) > maximumDocumentBytes)
    throw new TooMuchAtOnce(`The document ${operation.id} is too large.`);
};

const carryOut = (
  documents: Map<string, StoredDocument>,
  operation: DocumentOperation,
  nextRevision: () => string,
): void => {
  const { type, id } = operation;
  if (type === 'remove') documents.delete(id);
  else if (type !== 'require') documents.set(id, { id, revision: nextRevision(), body: jsonCopy(operation.body) });
};
