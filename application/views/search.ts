import type { DeclaredQuery } from '../../domain/modelling/query.ts';
import type { Page } from '../paging.ts';
import type { FilterValue, ListRequest, Projected } from './read-model.ts';
import type { ReachableDocuments } from './reachable-documents.ts';

/** What is asked of one declared query: any of its filters, in either direction. */
export interface SearchRequest<Query extends DeclaredQuery> extends Pick<
  ListRequest,
  'partition' | 'from' | 'before' | 'prefix' | 'direction' | 'limit' | 'continuation'
> {
  readonly equal?: Readonly<Partial<Record<NonNullable<Query['equal']>[number], FilterValue | undefined>>>;
}

/** Asks a declared query for one reader. */
export interface Search<Query extends DeclaredQuery, Shape> {
  readonly list: (request: SearchRequest<Query>) => Promise<Page<Projected<Shape>>>;
  /** How many documents the request finds on all pages. Undefined unless they lie in one partition: elsewhere it is not cheap. */
  readonly count: (request: Omit<SearchRequest<Query>, 'limit' | 'continuation'>) => Promise<number | undefined>;
}

/** Throws an error for a query that a view does not declare, because no index was derived for it. */
export const assertDeclaredQuery = (
  { name, queries = [] }: { readonly name: string; readonly queries?: readonly DeclaredQuery[] },
  query: DeclaredQuery,
): void => {
  if (queries.some((each) => JSON.stringify(each) === JSON.stringify(query))) return;
  throw new Error(`The view ${name} does not declare the query ${JSON.stringify(query)}. Add it to its queries.`);
};

/** Asks what one reader reaches. Throws an error for a filter that is not the query's. */
export const searchOf = <Query extends DeclaredQuery, Shape>(
  { list, count }: Pick<ReachableDocuments<Shape>, 'list' | 'count'>,
  query: Query,
): Search<Query, Shape> => {
  const filtersOf = <Asked extends Omit<SearchRequest<Query>, 'limit'>>({ equal, ...asked }: Asked) => {
    const given = Object.entries<FilterValue | undefined>(equal ?? {}).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value] as const],
    );
    assertWithin(query, { ...asked, fields: given.map(([field]) => field) });
    return { ...asked, orderBy: query.orderBy, equal: Object.fromEntries(given) };
  };
  return { list: (request) => list(filtersOf(request)), count: async (request) => count(filtersOf(request)) };
};

const assertWithin = (
  { equal = [], range, prefix }: DeclaredQuery,
  asked: Partial<Record<'from' | 'before' | 'prefix', unknown>> & { readonly fields: readonly string[] },
): void => {
  const filters = [
    ...asked.fields.filter((field) => !equal.includes(field)),
    ...(range === undefined && [asked.from, asked.before].some((bound) => bound !== undefined) ? ['a range'] : []),
    ...(prefix === undefined && asked.prefix !== undefined ? ['a prefix'] : []),
  ];
  if (filters.length > 0) throw new Error(`The declared query does not filter by ${filters.join(', ')}.`);
};
