import type { Container, Database } from '@azure/cosmos';
import type { DocumentKey, ReadModel } from '../../application/views/read-model.ts';
import { assertKeepable, assertUsableKey, type ReadModelShape } from '../read-model-shape.ts';
import { reportDamage } from './report-damage.ts';
import { documentWrites } from './document-writes.ts';
import { documentKeys } from './document-keys.ts';
import { documentCount, documentPage } from './document-page.ts';
import { deleteItem, readItem } from './items.ts';
import { statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';
import { itemOf, viewDocument, viewIn } from './view-document.ts';

/** A read model in a container of its own. Its documents are flat: id, version, and the fields of the view. */
export const cosmosReadModel = <View extends object>(
  database: Database,
  shape: ReadModelShape<View>,
  options: StoreOptions = {},
): ReadModel<View> => {
  const container = database.container(shape.container);
  const retrying = retriesOf(options);
  const write = documentWrites(container);
  const listed = { container, retrying, shape };
  const read = (document: unknown) => {
    const found = viewIn(shape.schema, document);
    if (found.damage !== undefined) reportDamage(options, container, document, found.damage);
    return found;
  };

  return {
    find: async (key) => {
      assertUsableKey(key);
      const found = await retrying((abortSignal) => readItem(container, itemOf(key), abortSignal));
      return found === undefined ? undefined : read(found);
    },

    save: async (key, projected, etag) => {
      assertKeepable(shape, key, projected.view);
      const document = viewDocument(key, projected);
      return retrying((abortSignal) => write({ ...itemOf(key), document, etag, abortSignal }));
    },

    list: async (request) => {
      const page = await documentPage(listed, request);
      const items = page.items.flatMap((document) => {
        const found = read(document);
        return found.damage === undefined ? [{ view: found.view, version: found.version }] : [];
      });
      return { ...page, items };
    },

    count: (filter) => documentCount(listed, filter),

    keys: () => documentKeys(listed),

    remove: (key, etag) => retrying((abortSignal) => removeOnce(container, key, { etag, abortSignal })),
  };
};

const removeOnce = async (
  container: Container,
  key: DocumentKey,
  { etag, abortSignal }: { readonly etag: string; readonly abortSignal: AbortSignal },
): Promise<'removed' | 'conflict'> => {
  try {
    await deleteItem(container, itemOf(key), abortSignal, etag);
    return 'removed';
  } catch (error) {
    if (statusOf(error) === 412) return 'conflict';
    throw error;
  }
};
