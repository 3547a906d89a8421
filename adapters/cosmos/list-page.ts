import type { Container, FeedOptions, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import type { Page, PageRequest } from '../../application/paging.ts';
import { notOfThisList, packContinuation, unpackContinuation } from '../continuation.ts';
import type { BoundedRetries } from './bounded-retries.ts';
import { everywhere, nextPage, type QueryPage } from './queries.ts';
import { failureOf, statusOf } from './store-errors.ts';

/** A query of one partition or of all, which callers read in pages. */
export interface PagedQuery extends PageRequest {
  readonly query: SqlQuerySpec;
  readonly partition?: string;
}

/** Reads a page of a query. Throws UnknownContinuation and StoreUnavailable. */
export const listPage = async (
  container: Container,
  retrying: BoundedRetries,
  { query, ...request }: PagedQuery,
): Promise<Page<unknown>> => {
  const from = feedOptions(request);
  const { documents, token } = await retrying((abortSignal) => listOnce(container, query, { ...from, abortSignal }));
  return token === undefined
    ? { items: documents }
    : { items: documents, continuation: packContinuation(request.partition, token) };
};

const feedOptions = ({ partition, limit, continuation }: Omit<PagedQuery, 'query'>): FeedOptions => ({
  maxItemCount: limit,
  ...(partition === undefined ? everywhere : { partitionKey: partition }),
  ...(continuation === undefined ? {} : { continuationToken: unpackContinuation(z.string(), partition, continuation) }),
});

const listOnce = async (container: Container, query: SqlQuerySpec, options: FeedOptions): Promise<QueryPage> => {
  try {
    return await nextPage(container, query, options);
  } catch (error) {
    // A token that was tampered with fails in the store (400), or in the SDK, which cannot read it and says so without a status.
    const isMalformed = failureOf(error) === 'final' && (statusOf(error) ?? 400) === 400;
    if (isMalformed && options.continuationToken !== undefined) throw notOfThisList(options.continuationToken);
    throw error;
  }
};
