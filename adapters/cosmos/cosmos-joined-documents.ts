import type { Database, JSONObject, OperationInput } from '@azure/cosmos';
import { streamIdSchema } from '../../application/streams/commit.ts';
import type { JoinedStorage } from '../../application/system/capabilities.ts';
import { ChangesTooLarge } from '../../application/views/contributions/contributions.ts';
import type { JoinedChange, JoinedDocuments, SavedJoined } from '../../application/views/joined/joined-documents.ts';
import { z } from 'zod';
import { joinedKeyOf } from '../joined-key.ts';
import { assertKeepable, assertUsableKey, shapeOf } from '../read-model-shape.ts';
import { batchError, tryBatch } from './batches.ts';
import { contributionIdOf } from './contribution-documents.ts';
import { cosmosReadModel } from './cosmos-read-model.ts';
import { readItem } from './items.ts';
import { partReader, partWriteOf } from './joined-part-documents.ts';
import { everywhere, firstDocuments, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';
import { itemOf, viewDocument } from './view-document.ts';

/** Joined documents with their parts in a container of their own: the documents as those of a view, partitioned by their key. */
export const cosmosJoinedDocuments = <Shape extends object, Part extends object>(
  database: Database,
  joined: JoinedStorage<Shape, Part>,
  options: StoreOptions = {},
): JoinedDocuments<Shape, Part> => {
  const shape = shapeOf(joined);
  const container = database.container(shape.container);
  const retrying = retriesOf(options);
  const readModel = cosmosReadModel<Shape>(database, shape, options);
  const parse = partReader(joined.part);

  const readPart = (document: unknown) => {
    const found = parse(document);
    if (found.version === 0) reportDamage(options, container, document, 'It is no part that this view can read.');
    return found;
  };

  return {
    find: async (key) => readModel.find(joinedKeyOf(key)),

    findPart: async (key, streamId) => {
      const item = { id: contributionIdOf(streamId), partition: key };
      assertUsableKey(item);
      const found = await retrying((abortSignal) => readItem(container, item, abortSignal));
      return found === undefined ? undefined : { ...readPart(found), streamId };
    },

    parts: async (key) => (await queryAll(container, retrying, partsOf(key, '*'), inPartition(key))).map(readPart),

    streams: async (key, atMost) => {
      const query = partsOf(key, 'VALUE c["from"].streamId');
      const scope = { ...inPartition(key), maxItemCount: atMost };
      const found = await retrying((abortSignal) => firstDocuments(container, query, { ...scope, abortSignal }));
      return z.array(streamIdSchema).parse(found).slice(0, atMost);
    },

    keys: async () => {
      const query = `SELECT VALUE c["${shape.partitionKey}"] FROM c`;
      const found = await queryAll(container, retrying, { query }, { ...everywhere, maxItemCount: 1_000 });
      return [...new Set(z.array(z.string()).parse(found))].toSorted();
    },

    save: async (key, change) => {
      assertUsableKey(joinedKeyOf(key));
      if (typeof change.document === 'object') assertKeepable(shape, joinedKeyOf(key), change.document.view);
      const parts = change.parts.map(partWriteOf(shape.partitionKey, key));
      const operations = [...parts, ...documentWrites(key, change)];
      try {
        return await retrying(async (abortSignal): Promise<SavedJoined | 'part conflict' | 'document conflict'> => {
          const { failed, ...saved } = await tryBatch(container, { partition: key, operations }, abortSignal);
          if (failed === undefined) return savedOf('etags' in saved ? saved.etags : [], change);
          if (![404, 409, 412].includes(failed.status)) throw batchError(container, failed);
          return failed.index < parts.length ? 'part conflict' : 'document conflict';
        });
      } catch (error) {
        if (statusOf(error) !== 413) throw error;
        throw new ChangesTooLarge(`${parts.length} parts of ${key} are too large for one transaction.`);
      }
    },

    list: (request) => readModel.list(request),
    count: (filter) => readModel.count(filter),
  };
};

const inPartition = (key: string) => ({ partitionKey: key });

/** A part is known by what only parts have. */
const partsOf = (key: string, what: string) => ({
  query: `SELECT ${what} FROM c WHERE c.id != @document`,
  parameters: [{ name: '@document', value: itemOf(joinedKeyOf(key)).id }],
});

const documentWrites = <Shape extends object>(
  key: string,
  { document, etag }: Pick<JoinedChange<Shape, object>, 'document' | 'etag'>,
): readonly OperationInput[] => {
  if (document === 'stays') return [];
  const { id } = itemOf(joinedKeyOf(key));
  if (document === undefined) return [{ operationType: 'Delete', id, ...(etag !== undefined && { ifMatch: etag }) }];
  // Plain JSON, as its schema says.
  const resourceBody = viewDocument(joinedKeyOf(key), document) as unknown as JSONObject;
  return etag === undefined
    ? [{ operationType: 'Create', resourceBody }]
    : [{ operationType: 'Replace', id, resourceBody, ifMatch: etag }];
};

/** The operation on the document comes last; after a deletion there is no document. */
const savedOf = (etags: readonly string[], { document, etag, parts }: JoinedChange<object, object>): SavedJoined => ({
  parts: etags.slice(0, parts.length),
  document: document === 'stays' ? etag : document === undefined ? undefined : etags[parts.length],
});
