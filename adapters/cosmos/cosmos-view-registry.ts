import type { Container, Database } from '@azure/cosmos';
import { z } from 'zod';
import { registeredView, type RegisteredView, type ViewRegistry } from '../../application/generations/view-registry.ts';
import { createItem, readItem } from './items.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

const id = 'registry';

const stored = z.object({ ...registeredView.unwrap().shape, _etag: z.string() });

/** The registry of views in the container `views`, partition key `/name`: one document for each view that was ever switched. */
export const cosmosViewRegistry = (database: Database, options: StoreOptions = {}): ViewRegistry => {
  const container = database.container('views');
  const retrying = retriesOf(options);

  return {
    find: async (name) => {
      const found = await retrying((abortSignal) => readItem(container, { id, partition: name }, abortSignal));
      if (found === undefined) return undefined;
      const parsed = stored.safeParse(found);
      if (!parsed.success)
        throw new Error(`The registry of the view ${name} is damaged: ${z.prettifyError(parsed.error)}`);
      const { _etag: etag, ...registered } = parsed.data;
      return { registered, etag };
    },

    save: async (registered, etag) =>
      retrying(async (abortSignal) => {
        if (etag !== undefined) return replaceOnce(container, registered, { etag, abortSignal });
        const created = await createItem(container, documentOf(registered), abortSignal);
        return created === 'created' ? 'saved' : 'conflict';
      }),
  };
};

const documentOf = (registered: RegisteredView) => ({ id, kind: id, ...registered });

const replaceOnce = async (
  container: Container,
  registered: RegisteredView,
  { etag, abortSignal }: { readonly etag: string; readonly abortSignal: AbortSignal },
): Promise<'saved' | 'conflict'> => {
  try {
    const accessCondition = { type: 'IfMatch', condition: etag };
    await container.item(id, registered.name).replace(documentOf(registered), { abortSignal, accessCondition });
    return 'saved';
  } catch (error) {
    if (statusOf(error) === 412 || isMissingItem(error)) return 'conflict';
    throw error;
  }
};
