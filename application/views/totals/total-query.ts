import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import type { Page } from '../../paging.ts';
import type { Contributions, TotalsRequest } from '../contributions/contributions.ts';
import type { After, NotThere } from '../after.ts';
import { awaitContribution, type Awaiting } from '../contributions/await-contribution.ts';
import type { TooManyStreams } from '../as-of-streams.ts';
import { contributionsAfter } from '../contributions/stream-contributions.ts';
import { totalsAsOf } from './total-as-of.ts';

/** The result of a query for totals. 'late': the version is not counted yet. */
export type TotalsAnswer<Row> = { readonly found: 'current'; readonly page: Page<Row> } | NotThere | TooManyStreams;

/** Which totals to list, and as of which moment (ISO 8601): as they are, where none is given. */
export interface ReadTotals extends TotalsRequest {
  readonly asOf?: string;
}

/** The ports of a query for totals. */
export interface QueryingTotals<Row> extends Awaiting {
  readonly contributions: Contributions<Row>;
}

/** Reads pages of totals. */
export interface TotalReader<Row> {
  readonly read: (request: ReadTotals, after?: After) => Promise<TotalsAnswer<Row>>;
}

const countedBy = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  contributions: Pick<Contributions<Row>, 'find'>,
) => ({
  source: total.source,
  fold: contributionsAfter(total),
  find: (partition: string, streamId: StreamId) => contributions.find(partition, streamId),
});

/** Reads a page of totals. Who has just written asks for totals `after` that version of that stream, and is waited for a little. */
export const totalReader = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { contributions, ...awaiting }: QueryingTotals<Row>,
): TotalReader<Row> => {
  const contributed = countedBy(total, contributions);
  const remember = totalsAsOf(total, { ...awaiting, contributions });
  return {
    read: async ({ asOf, ...request }, after): Promise<TotalsAnswer<Row>> => {
      if (after !== undefined && !after.streamId.startsWith(`${total.source.category}-`)) return { found: 'nothing' };
      const found = after === undefined ? 'there' : await awaitContribution(contributed, awaiting, after);
      if (found !== 'there') return found;
      return asOf === undefined
        ? { found: 'current', page: await contributions.list(request) }
        : remember(request, asOf);
    },
  };
};
