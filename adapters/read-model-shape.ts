import type { z } from 'zod';
import { sortFieldsOf, type DeclaredQuery } from '../domain/modelling/query.ts';
import type { ViewStorage } from '../application/system/capabilities.ts';
import { UnusableKey, ViewTooLarge, type DocumentKey } from '../application/views/read-model.ts';
import { bytesOf, maximumDocumentBytes } from './stored-json.ts';

/** Where and how the documents of one view are kept. */
export interface ReadModelShape<View extends object> {
  readonly container: string;
  /** The schema of the document. A stored document that does not match it is damaged. */
  readonly schema: z.ZodType<View>;
  /** The field of the view that is its partition key. */
  readonly partitionKey: string;
  /** The field that lists are ordered by, highest first: text or a number, which the container must index. */
  readonly orderBy?: string;
  /** The other queries, whose orders the container must index, too. */
  readonly queries?: readonly DeclaredQuery[];
}

/** The most bytes of a partition key (Azure Cosmos DB documentation, "Service quotas and default limits"). */
const longestPartition = 2_048;

/** Throws {@link UnusableKey} for a key that Cosmos DB does not accept. */
export const assertUsableKey = ({ id, partition }: DocumentKey): void => {
  const bytes = Buffer.byteLength(partition);
  if (bytes > longestPartition)
    throw new UnusableKey(
      `The partition of the view ${id} has a name of ${bytes} bytes; Cosmos DB takes ${longestPartition}.`,
    );
};

/**
 * Refuses a view that no query would find: with another partition than its key has, without the field that lists are ordered
 * by, or with fields that are reserved for the document. Throws an error that names the field; {@link ViewTooLarge} and
 * {@link UnusableKey} for what no document can hold.
 */
export const assertKeepable = (
  { partitionKey, ...sorting }: Pick<ReadModelShape<object>, 'partitionKey' | 'orderBy' | 'queries'>,
  key: DocumentKey,
  view: object,
): void => {
  const fields = new Map<string, unknown>(Object.entries(view));
  const refuse = (reason: string): never => {
    throw new Error(`The view ${key.id} of partition ${key.partition} cannot be kept: ${reason}.`);
  };
  assertUsableKey(key);
  if (fields.get(partitionKey) !== key.partition) refuse(`its ${partitionKey} is ${String(fields.get(partitionKey))}`);
  for (const field of sortFieldsOf(sorting))
    if (!isOrdered(fields.get(field))) refuse(`it has no ${field} to be ordered by`);
  for (const taken of ['id', 'version']) if (fields.has(taken)) refuse(`${taken} is a field of its document`);
  const bytes = bytesOf(view);
  if (bytes > maximumDocumentBytes)
    throw new ViewTooLarge(`The view ${key.id} is ${bytes} bytes; one document holds ${maximumDocumentBytes}.`);
};

const isOrdered = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** How the documents of a declared view are kept. */
export const shapeOf = <Shape extends object>({
  name,
  schema,
  partition,
  orderBy,
  queries,
}: ViewStorage<Shape>): ReadModelShape<Shape> => ({
  container: name,
  schema,
  partitionKey: partition.field,
  ...(orderBy === undefined ? {} : { orderBy }),
  ...(queries === undefined ? {} : { queries }),
});
