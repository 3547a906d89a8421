import { ErrorResponse, type Container } from '@azure/cosmos';
import { isMissingItem, statusOf } from './store-errors.ts';

/** Reads one document by its key, the cheapest read. Undefined when there is none. */
export const readItem = async (
  container: Container,
  key: { readonly id: string; readonly partition: string },
  abortSignal: AbortSignal,
): Promise<unknown> => {
  const { resource, statusCode, substatus } = await container
    .item(key.id, key.partition)
    .read<Record<string, unknown>>({ abortSignal });
  // The SDK does not throw 404 on reads. With a substatus the answer is about the container or the session, not the item.
  if (statusCode !== 404 || !substatus) return resource;
  const error = new ErrorResponse(`Reading ${key.id} of ${container.id}: 404, substatus ${substatus}`);
  throw Object.assign(error, { code: 404, substatus });
};

/** Creates a document. 'taken' when there is one under its id, which may be this one after a lost answer. */
export const createItem = async (
  container: Container,
  document: { readonly id: string },
  abortSignal: AbortSignal,
): Promise<'created' | 'taken'> => {
  try {
    await container.items.create(document, { abortSignal });
    return 'created';
  } catch (error) {
    if (statusOf(error) === 409) return 'taken';
    throw error;
  }
};

/** Deletes a document, of this etag only where one is given. A missing document counts as deleted. */
export const deleteItem = async (
  container: Container,
  key: { readonly id: string; readonly partition: string },
  abortSignal: AbortSignal,
  etag?: string,
): Promise<void> => {
  const accessCondition = etag === undefined ? {} : { accessCondition: { type: 'IfMatch', condition: etag } };
  try {
    await container.item(key.id, key.partition).delete({ abortSignal, ...accessCondition });
  } catch (error) {
    if (!isMissingItem(error)) throw error;
  }
};
