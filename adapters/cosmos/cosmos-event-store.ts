import type { Container, Database } from '@azure/cosmos';
import { commitSchema } from '../../application/streams/commit.ts';
import { CommitTooLarge, type AppendOutcome, type EventStore } from '../../application/streams/event-store.ts';
import { commitDocument, nextDocumentId, type CommitDocument } from '../commit-document.ts';
import { readCommit } from '../stored-commit.ts';
import { readItem } from './items.ts';
import { nextPage, queryAll } from './queries.ts';
import { failureOf, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * The event store in the container `events`, partition key `/streamId`: one document a commit, never changed, never deleted.
 * An append is one create, which is atomic; the document's id makes it the only one at its position.
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

    findByCommand: async (streamId, commandId) => {
      // Not sorted by the store: that would read the index of the whole stream, and there is seldom more than one.
      const query = {
        query: 'SELECT * FROM c WHERE c.commandId = @commandId',
        parameters: [{ name: '@commandId', value: commandId }],
      };
      const documents = await queryAll(container, retrying, query, { partitionKey: streamId, maxItemCount: -1 });
      const commits = documents.map((document) => readCommit(streamId, document));
      return commits.toSorted((one, other) => other.version - one.version)[0];
    },

    append: async (head, commit) => {
      const document = commitDocument(head, commit);
      return retrying((abortSignal) => appendOnce(container, document, abortSignal));
    },

    hasNext: async (head) => {
      const key = { id: nextDocumentId(head), partition: head.streamId };
      return (await retrying((abortSignal) => readItem(container, key, abortSignal))) !== undefined;
    },
  };
};

/** One try. After a lost answer the document is read, so that the outcome is certain. */
const appendOnce = async (
  container: Container,
  document: CommitDocument,
  abortSignal: AbortSignal,
): Promise<AppendOutcome> => {
  try {
    await container.items.create(document, { abortSignal });
    return { outcome: 'appended', commit: commitSchema.parse(document) };
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
