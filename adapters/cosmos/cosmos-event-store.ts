import type { Container, Database, JSONObject } from '@azure/cosmos';
import { CommitTooLarge, type AppendOutcome, type EventStore } from '../../application/streams/event-store.ts';
import { commitDocuments, commitsIn, nextDocumentId } from '../commit-document.ts';
import { readCommit } from '../stored-commit.ts';
import { batchError, tryBatch } from './batches.ts';
import { readItem } from './items.ts';
import { nextPage, queryAll } from './queries.ts';
import { failureOf, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * The event store in the container `events`, partition key `/streamId`: one document a commit, never changed, never deleted.
 * An append is one create, or one transaction of creates; a document's id makes it the only one at its position.
 */
export const cosmosEventStore = (database: Database, options: StoreOptions = {}): EventStore => {
  const container = database.container('events');
  const retrying = retriesOf(options);

  return {
    read: async (streamId, after = 0, before = Number.MAX_SAFE_INTEGER) => {
      const query = {
        query: 'SELECT * FROM c WHERE c.version > @after AND c.version < @before ORDER BY c.version',
        parameters: [
          { name: '@after', value: after },
          { name: '@before', value: before },
        ],
      };
      const documents = await queryAll(container, retrying, query, { partitionKey: streamId, maxItemCount: -1 });
      return documents.map((document) => readCommit(streamId, document));
    },

    readNewest: async (streamId, atMost) => {
      const query = { query: 'SELECT * FROM c ORDER BY c.version DESC' };
      const options = { partitionKey: streamId, maxItemCount: atMost };
      const page = await retrying((abortSignal) => nextPage(container, query, { ...options, abortSignal }));
      return page.documents.map((document) => readCommit(streamId, document)).reverse();
    },

    findByCommands: async (streamId, commandIds) => {
      // Not sorted by the store: that would read the index of the whole stream, and there are seldom more than none.
      const parameters = commandIds.map((value, index) => ({ name: `@id${index}`, value }));
      const query = {
        query: `SELECT * FROM c WHERE c.commandId IN (${parameters.map(({ name }) => name).join(', ')})`,
        parameters,
      };
      const documents = await queryAll(container, retrying, query, { partitionKey: streamId, maxItemCount: -1 });
      const commits = documents.map((document) => readCommit(streamId, document));
      return commits.toSorted((one, other) => one.version - other.version);
    },

    append: async (head, ...commits) => {
      const documents = commitDocuments(head, commits);
      return retrying((abortSignal) => appendOnce(container, documents, abortSignal));
    },

    hasNext: async (head) => {
      const key = { id: nextDocumentId(head), partition: head.streamId };
      return (await retrying((abortSignal) => readItem(container, key, abortSignal))) !== undefined;
    },
  };
};

type Documents = ReturnType<typeof commitDocuments>;

/** One try. After a lost answer the first document is read, so that the outcome is certain. */
const appendOnce = async (
  container: Container,
  documents: Documents,
  abortSignal: AbortSignal,
): Promise<AppendOutcome> => {
  const [document] = documents;
  try {
    await create(container, documents, abortSignal);
    return { outcome: 'appended', commits: commitsIn(documents) };
  } catch (error) {
    if (statusOf(error) === 413)
      throw new CommitTooLarge(`Cosmos DB refused a commit of ${document.streamId}: too large.`);
    const isTaken = statusOf(error) === 409;
    if (!isTaken && failureOf(error) !== 'unknown') throw error;
    const stored = await readItem(container, { id: document.id, partition: document.streamId }, abortSignal);
    if (stored === undefined && !isTaken) throw error; // nothing came of it, so it may be tried again
    const there = stored === undefined ? undefined : readCommit(document.streamId, stored);
    return there?.commandId === document.commandId
      ? { outcome: 'repeated', commit: there }
      : { outcome: 'conflict', next: there };
  }
};

/** Creates one document by itself, and several in one transaction. The first that exists already is a conflict of its transaction. */
const create = async (container: Container, [first, ...others]: Documents, abortSignal: AbortSignal): Promise<void> => {
  if (others.length === 0) {
    await container.items.create(first, { abortSignal });
    return;
  }
  const operations = [first, ...others].map((document) => ({
    operationType: 'Create' as const,
    resourceBody: document as unknown as JSONObject,
  }));
  const { failed } = await tryBatch(container, { partition: first.streamId, operations }, abortSignal);
  if (failed !== undefined) throw batchError(container, failed);
};
