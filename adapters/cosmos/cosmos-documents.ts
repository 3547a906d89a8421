import type { Container, Database, OperationInput, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import {
  longestBatch,
  TooMuchAtOnce,
  type BatchOutcome,
  type DocumentContainer,
  type DocumentOperation,
  type DocumentRange,
  type DocumentStore,
  type StoredDocument,
} from '../../application/consumers/document-store.ts';
import { documentIdFor } from '../document-id.ts';
import { batchError, tryBatch, type Batch } from './batches.ts';
import { readItem } from './items.ts';
import { queryAll } from './queries.ts';
import { statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * A consumer's store in a database of its own: containers with the partition key `/partition`, which index that and `key`, the id that
 * the consumer gives a document. What the consumer keeps under it is the field `document`.
 */
export const cosmosDocuments = (database: Database, options: StoreOptions = {}): DocumentStore => {
  const retrying = retriesOf(options);
  return (name) => {
    const container = database.container(name);
    return {
      read: async (partition, id) => {
        const key = { id: documentIdFor(id), partition };
        const found = await retrying((abortSignal) => readItem(container, key, abortSignal));
        return found === undefined ? undefined : storedDocument(found);
      },

      list: async (partition, range) =>
        (await queryAll(container, retrying, queryOf(range), { partitionKey: partition })).map(storedDocument),

      batch: async (partition, steps) => {
        if (steps.length > longestBatch) throw new TooMuchAtOnce(`${steps.length} steps are too many for one batch.`);
        if (steps.length === 0) return 'done';
        const batch = { partition, operations: steps.map((step) => operationOf(partition, step)) };
        return retrying((abortSignal) => carriedOut(container, batch, abortSignal));
      },
    } satisfies DocumentContainer;
  };
};

const kept = z.object({ key: z.string(), _etag: z.string(), document: z.unknown() });

const storedDocument = (found: unknown): StoredDocument => {
  const { key, _etag, document } = kept.parse(found);
  return { id: key, revision: _etag, body: document };
};

const queryOf = ({ prefix, after = '', atMost }: DocumentRange): SqlQuerySpec => ({
  query: 'SELECT TOP @atMost * FROM c WHERE STARTSWITH(c.key, @prefix) AND c.key > @after ORDER BY c.key',
  parameters: [
    { name: '@atMost', value: atMost },
    { name: '@prefix', value: prefix },
    { name: '@after', value: after },
  ],
});

const operationOf = (partition: string, step: DocumentOperation): OperationInput => {
  const id = documentIdFor(step.id);
  const resource = (document: object) => ({ id, partition, key: step.id, document: document as never });
  switch (step.type) {
    case 'create':
      return { operationType: 'Create', resourceBody: resource(step.body) };
    case 'put':
      return { operationType: 'Upsert', resourceBody: resource(step.body) };
    case 'replace':
      return { operationType: 'Replace', id, resourceBody: resource(step.body), ifMatch: step.revision };
    case 'remove':
      // The service takes the condition with every operation; the SDK's types have it for two of them (@azure/cosmos 4.10.1).
      return { operationType: 'Delete', id, ...{ ifMatch: step.revision } };
    case 'require':
      return { operationType: 'Read', id };
  }
};

/** The statuses of a document that is missing, of an id that is taken, and of another revision. */
const refusals: readonly number[] = [404, 409, 412];

/** What is too large is the last step's fault or that of all together: the store says it of the one or of the other. */
const tooLarge = 413;

const carriedOut = async (container: Container, batch: Batch, abortSignal: AbortSignal): Promise<BatchOutcome> => {
  const { failed } = await tryBatch(container, batch, abortSignal).catch((error: unknown) => {
    throw statusOf(error) === tooLarge ? tooMuch(container) : error;
  });
  if (failed === undefined) return 'done';
  if (refusals.includes(failed.status)) return { refused: failed.index };
  throw failed.status === tooLarge ? tooMuch(container) : batchError(container, failed);
};

const tooMuch = ({ id }: Container): TooMuchAtOnce =>
  new TooMuchAtOnce(`The store takes no batch of this size in ${id}.`);
