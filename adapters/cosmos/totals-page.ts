import type { Container, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import type { Page } from '../../application/paging.ts';
import type { TotalsRequest } from '../../application/views/contributions/contributions.ts';
import { boundsOf } from '../../application/views/contributions/total-place.ts';
import { packContinuation, unpackContinuation } from '../continuation.ts';
import type { BoundedRetries } from './bounded-retries.ts';
import { everywhere, nextPage } from './queries.ts';

const placed = z.object({ place: z.string() });

/** A page of the documents of totals. It goes on behind the last place given. */
export const totalsPage = async (
  { container, retrying, name }: Listing,
  { limit, continuation, ...bounds }: TotalsRequest & { readonly asOf?: string },
): Promise<Page<unknown>> => {
  const list = JSON.stringify([name, bounds]);
  const after = continuation === undefined ? '' : unpackContinuation(z.string(), list, continuation);
  const query = totalsBehind(after, bounds);
  const { documents, token } = await retrying((abortSignal) =>
    nextPage(container, query, { ...everywhere, maxItemCount: limit, abortSignal }),
  );
  const last = documents.at(-1);
  if (token === undefined || last === undefined) return { items: documents };
  return { items: documents, continuation: packContinuation(list, placed.parse(last).place) };
};

/** Where a list of totals is read. */
export interface Listing {
  readonly container: Container;
  readonly retrying: BoundedRetries;
  /** Of the list: it takes no continuation of another one. */
  readonly name: string;
}

/** The totals behind a place, within the bounds. Text is greater than what is not there, so contributions are none of them. */
const totalsBehind = (
  after: string,
  request: Pick<TotalsRequest, 'from' | 'to'> & { readonly asOf?: string },
): SqlQuerySpec => {
  const { from, before } = boundsOf(request);
  const conditions = [
    'c.place > @after',
    ...(from === undefined ? [] : ['c.place >= @from']),
    ...(before === undefined ? [] : ['c.place < @before']),
    // As of a moment, what has nothing now may have had something.
    ...(request.asOf === undefined ? ['c.contributions > 0'] : []),
  ];
  return {
    query: `SELECT * FROM c WHERE ${conditions.join(' AND ')} ORDER BY c.place`,
    parameters: [
      { name: '@after', value: after },
      ...(from === undefined ? [] : [{ name: '@from', value: from }]),
      ...(before === undefined ? [] : [{ name: '@before', value: before }]),
    ],
  };
};
