import type { Container, FeedOptions } from '@azure/cosmos';
import { z } from 'zod';
import type { Page } from '../../application/paging.ts';
import type { DocumentFilter, ListRequest } from '../../application/views/read-model.ts';
import { packContinuation, unpackContinuation } from '../continuation.ts';
import { documentList, listPlace, nameOfList, type DocumentList, type ListPlace } from '../document-list.ts';
import type { ReadModelShape } from '../read-model-shape.ts';
import type { BoundedRetries } from './bounded-retries.ts';
import { countQuery, pageQuery } from './document-query.ts';
import { firstDocuments, queryAll } from './queries.ts';

/** The container of a read model and how its documents are listed. */
export interface Listed {
  readonly container: Container;
  readonly retrying: BoundedRetries;
  readonly shape: Pick<ReadModelShape<object>, 'orderBy' | 'queries'>;
}

/**
 * A page of documents. It is asked for by the place behind which it begins, and not by a token of the store: so it holds neither
 * more nor less whatever was written, and whatever ranges were split, in between.
 */
export const documentPage = async (
  { container, retrying, shape }: Listed,
  { continuation, limit, direction = 'desc', ...filter }: ListRequest,
): Promise<Page<unknown>> => {
  const list = documentList(shape, filter);
  const name = nameOfList({ ...filter, limit, direction }, list);
  const behind = continuation === undefined ? undefined : unpackContinuation(listPlace, name, continuation);
  const query = pageQuery(list, direction, behind);
  const scope = { ...scopeOf(filter), maxItemCount: limit + 1 };
  const found = await retrying((abortSignal) => firstDocuments(container, query, { ...scope, abortSignal }));
  const items = found.slice(0, limit);
  if (found.length <= limit) return { items };
  return { items, continuation: packContinuation(name, placeOf(list, items.at(-1))) };
};

/** How many documents of a partition there are. */
export const documentCount = async (
  { container, retrying, shape }: Listed,
  filter: DocumentFilter & { readonly partition: string },
): Promise<number> => {
  const counts = await queryAll(container, retrying, countQuery(documentList(shape, filter)), scopeOf(filter));
  return z
    .array(z.int())
    .parse(counts)
    .reduce((sum, count) => sum + count, 0);
};

const scopeOf = ({ partition }: DocumentFilter): FeedOptions =>
  partition === undefined ? {} : { partitionKey: partition };

const placed = z.looseObject({ id: z.string() });

const placeOf = ({ orderBy }: DocumentList, document: unknown): ListPlace => {
  const { id, ...fields } = placed.parse(document);
  return listPlace.parse([orderBy === undefined ? null : fields[orderBy], id]);
};
