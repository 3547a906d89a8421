import { ViewTooLarge, type DocumentKey } from '../application/views/read-model.ts';
import { bytesOf, maximumDocumentBytes } from './document-size.ts';

/** Where and how the documents of one view are kept. */
export interface ReadModelShape {
  readonly container: string;
  /** The field of the view that says in which partition its document is. */
  readonly partitionKey: string;
  /** The field that lists are ordered by, highest first: text or a number, which the container must index. */
  readonly orderBy?: string;
}

/**
 * Refuses a view that would be kept where nobody finds it: with another partition than its key says, without the field that
 * lists are ordered by, or with fields that the document needs for itself. Throws an error that names the field; and
 * {@link ViewTooLarge} for a view that no document can hold.
 */
export const assertKeepable = (
  { partitionKey, orderBy }: Omit<ReadModelShape, 'container'>,
  key: DocumentKey,
  view: object,
): void => {
  const fields = new Map<string, unknown>(Object.entries(view));
  const refuse = (reason: string): never => {
    throw new Error(`The view ${key.id} of partition ${key.partition} cannot be kept: ${reason}.`);
  };
  if (fields.get(partitionKey) !== key.partition) refuse(`its ${partitionKey} is ${String(fields.get(partitionKey))}`);
  if (orderBy !== undefined && !isOrdered(fields.get(orderBy))) refuse(`it has no ${orderBy} to be ordered by`);
  for (const taken of ['id', 'version']) if (fields.has(taken)) refuse(`${taken} is a field of its document`);
  const bytes = bytesOf(view);
  if (bytes > maximumDocumentBytes)
    throw new ViewTooLarge(`The view ${key.id} is ${bytes} bytes; one document holds ${maximumDocumentBytes}.`);
};

const isOrdered = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
