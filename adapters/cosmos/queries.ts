import type { Container, FeedOptions, SqlQuerySpec } from '@azure/cosmos';
import { NoProgress, pageProgress } from '../page-progress.ts';
import type { BoundedRetries } from './bounded-retries.ts';
import { refreshRanges } from './ranges.ts';
import { statusOf } from './store-errors.ts';

/** A page of a query's result, with the token of the next page; absent on the last. */
export interface QueryPage {
  readonly documents: readonly unknown[];
  readonly token: string | undefined;
}

/** Over several partitions the SDK merges results itself, and returns a token only under these options. */
export const everywhere: FeedOptions = { enableQueryControl: true, forceQueryPlan: true };

/**
 * The next page of a query that holds anything. The store also answers empty pages, and they are not the end. Throws
 * NoProgress where the SDK never comes to an end: once a range is gone (410, substatus 1002), its query over several ranges
 * returns empty pages without end, often without a request (@azure/cosmos 4.10.1, documentProducer.js).
 */
export const nextPage = (container: Container, query: SqlQuerySpec, options: FeedOptions): Promise<QueryPage> =>
  refreshingRanges(container, options, () => untilAnything(container, query, options));

/**
 * The first documents of a query, at most so many. No token of the store is used: those that the SDK writes over several ranges
 * hold the values of the order, which no header can carry where they are not ASCII, and with two fields of order they lead past
 * documents that others are writing (@azure/cosmos 4.10.1). Throws NoProgress as {@link nextPage} does.
 */
export const firstDocuments = (
  container: Container,
  query: SqlQuerySpec,
  options: FeedOptions & { readonly maxItemCount: number },
): Promise<readonly unknown[]> =>
  refreshingRanges(container, options, async () => {
    const iterator = container.items.query<unknown>(query, { ...options, forceQueryPlan: !isOfOnePartition(options) });
    const advance = pageProgress(`The query of ${container.id}`, options.abortSignal);
    const found: unknown[] = [];
    while (found.length < options.maxItemCount) {
      const page = await iterator.fetchNext();
      const documents = documentsOf(page);
      found.push(...documents);
      if (!page.hasMoreResults) break;
      await advance(documents.length > 0);
    }
    return found;
  });

/** An empty page of several ranges has no list at all, whatever its type says (@azure/cosmos 4.10.1). */
const documentsOf = ({ resources }: { readonly resources?: readonly unknown[] }): readonly unknown[] => resources ?? [];

const isOfOnePartition = ({ partitionKey }: FeedOptions): boolean => partitionKey !== undefined;

const refreshingRanges = async <Result>(
  container: Container,
  options: FeedOptions,
  ask: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await ask();
  } catch (error) {
    if (!isOfOnePartition(options) && mayBeSplit(error)) await refreshRanges(container);
    throw error;
  }
};

const mayBeSplit = (error: unknown): boolean => error instanceof NoProgress || statusOf(error) === 410;

const untilAnything = async (container: Container, query: SqlQuerySpec, options: FeedOptions): Promise<QueryPage> => {
  const iterator = container.items.query<unknown>(query, options);
  const advance = pageProgress(`The query of ${container.id}`, options.abortSignal);
  let token = options.continuationToken;
  while (true) {
    const { resources, continuationToken, hasMoreResults } = await iterator.fetchNext();
    const documents = (resources as readonly unknown[] | undefined) ?? []; // merged and empty, the SDK gives none
    if (documents.length > 0 || !hasMoreResults) return { documents, token: continuationToken };
    await advance(continuationToken !== token);
    token = continuationToken;
  }
};

/** All documents that a query finds, page by page to the very end. Each page is retried for itself. */
export const queryAll = async (
  container: Container,
  retrying: BoundedRetries,
  query: SqlQuerySpec,
  options: FeedOptions,
): Promise<readonly unknown[]> => {
  const pageFrom = (from: FeedOptions): Promise<QueryPage> =>
    retrying((abortSignal) => nextPage(container, query, { ...options, ...from, abortSignal }));

  let page = await pageFrom({});
  const found = [...page.documents];
  while (page.token !== undefined) {
    page = await pageFrom({ continuationToken: page.token });
    found.push(...page.documents);
  }
  return found;
};
