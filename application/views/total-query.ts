import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { Page } from '../paging.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import type { Contributions, TotalsRequest } from './contributions.ts';
import { contributionsAfter, isUpToDate, nothingContributed } from './stream-contributions.ts';
import { inStream, waitFor, type After, type NotThere } from './after.ts';
import type { Patience } from './view-query.ts';

/** The result of a query for totals. 'late': the version is not counted yet. */
export type TotalsAnswer<Row> = { readonly found: 'current'; readonly page: Page<Row> } | NotThere;

/** The ports of a query for totals. */
export interface QueryingTotals<Row> {
  readonly contributions: Contributions<Row>;
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly patience: () => Patience;
}

/** Reads pages of totals. */
export interface TotalReader<Row> {
  readonly read: (request: TotalsRequest, after?: After) => Promise<TotalsAnswer<Row>>;
}

/** Whether a total has counted a stream as far as a version: as these events of it say. */
export const isCounted =
  <Types extends EventTypes, Folded extends object, Row extends object>(
    total: Total<Types, Folded, Row>,
    { find }: Pick<Contributions<Row>, 'find'>,
  ) =>
  async ({ streamId, version }: After, records: readonly StoredRecord<EventOf<Types>>[]): Promise<boolean> => {
    const upTo = records.filter((recorded) => recorded.version <= version);
    const { places } = upTo.reduce(contributionsAfter(total), nothingContributed);
    for (const [partition, contribution] of places)
      if (!isUpToDate(contribution, await find(partition, streamId))) return false;
    return true;
  };

/** Reads a page of totals. Who has just written asks for totals `after` that version of that stream, and is waited for a little. */
export const totalReader = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { contributions, eventStore, patience }: QueryingTotals<Row>,
): TotalReader<Row> => {
  const counted = isCounted(total, contributions);

  const look = async (after: After, looks: number): Promise<'there' | NotThere> => {
    const events = await readableEvents(total.source, eventStore, after.streamId);
    const written = inStream(after, events, looks);
    if (written !== 'there') return written;
    return (await counted(after, events.records)) ? 'there' : { found: 'late' };
  };

  return {
    read: async (request: TotalsRequest, after?: After): Promise<TotalsAnswer<Row>> => {
      if (after !== undefined && !after.streamId.startsWith(`${total.source.category}-`)) return { found: 'nothing' };
      const found = after === undefined ? 'there' : await waitFor(patience(), (looks) => look(after, looks));
      return found === 'there' ? { found: 'current', page: await contributions.list(request) } : found;
    },
  };
};
