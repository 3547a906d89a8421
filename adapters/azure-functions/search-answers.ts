import { z } from 'zod';
import type { Search, SearchRequest } from '../../application/views/search.ts';
import type { DeclaredQuery } from '../../domain/modelling/query.ts';
import { moment } from '../../domain/modelling/values.ts';
import { invalidRequest } from './problems/validation-errors.ts';
import { pageBody, pageOf, type PageBody, type QueryAnswer } from './query-answers.ts';

/** The direction of a list: highest first, unless `asc` is asked for. */
export const sortDirection = z.enum(['asc', 'desc']).default('desc').meta({ usual: 'desc' });

/** The parameters of a search in time: from `from` on and before `to`; and whether the documents of all its pages are counted. */
export const searchParameters = {
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  count: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ usual: 'false' }),
};

/** Refuses a time that ends before it begins. */
export const inOrder = (
  { from, to }: { readonly from?: string; readonly to?: string },
  context: z.RefinementCtx,
): void => {
  if (from !== undefined && to !== undefined && to < from)
    context.addIssue({ code: 'custom', path: ['to'], message: 'must not be before from' });
};

/** The schema of a page of a search, with the count where it was asked for. */
export const searchedPageOf = <View extends z.ZodType>(view: View) =>
  pageOf(view).extend({ count: z.int().min(0).exactOptional() });

/** A search as a route asks for it. */
export type AskedSearch<Query extends DeclaredQuery> = Omit<SearchRequest<Query>, 'before'> & {
  readonly to?: string;
  readonly count: boolean;
};

/** See {@link searchedPageOf}. */
export type SearchedPage<View> = PageBody<View> & { readonly count?: number };

/** A page of a search. Refuses to count what lies in several partitions, and names the parameter that would choose one. */
export const answerWithSearch = async <Query extends DeclaredQuery, View>(
  search: Search<Query, View>,
  { to, count: isCounted, ...asked }: AskedSearch<Query>,
  { partition }: { readonly partition: string },
): Promise<QueryAnswer<SearchedPage<View>>> => {
  const { limit, continuation, ...filter } = { ...asked, ...(to === undefined ? {} : { before: to }) };
  const page = { limit, ...(continuation === undefined ? {} : { continuation }) };
  const [found, count] = await Promise.all([
    search.list({ ...filter, ...page }),
    isCounted ? search.count(filter) : undefined,
  ]);
  if (isCounted && count === undefined)
    throw invalidRequest([{ path: 'count', detail: `may be true only together with ${partition}` }]);
  return { body: { ...pageBody(found), ...(count === undefined ? {} : { count }) } };
};
