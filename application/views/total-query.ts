import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { Page } from '../paging.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import type { Contributions, TotalsRequest } from './contributions.ts';
import { contributionsAfter, isUpToDate, nothingContributed } from './stream-contributions.ts';
import { lookInDoubt, type Patience } from './view-query.ts';

/** A version of a stream that a caller has written, and wants to see in what it reads. */
export interface After {
  readonly streamId: string;
  readonly version: number;
}

/**
 * The result of a query for totals. 'late': the version is not counted yet. 'beyond': the stream has no such version; its newest
 * is given. 'nothing': there is no such stream behind this total.
 */
export type TotalsAnswer<Row> =
  | { readonly found: 'current'; readonly page: Page<Row> }
  | { readonly found: 'late' }
  | { readonly found: 'beyond'; readonly version: number }
  | { readonly found: 'nothing' };

/** The ports of a query for totals. */
export interface QueryingTotals<Row> {
  readonly contributions: Contributions<Row>;
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly patience: () => Patience;
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

/**
 * Reads a page of totals. Who has just written asks for totals `after` that version of that stream, and is waited for a little.
 * Where there is no such stream at the second look, nobody waits: not at the first, as a stream that has just begun on another
 * instance may not be seen yet.
 */
export const totalReader = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { contributions, eventStore, patience }: QueryingTotals<Row>,
) => {
  const counted = isCounted(total, contributions);
  const list = async (request: TotalsRequest): Promise<TotalsAnswer<Row>> => ({
    found: 'current',
    page: await contributions.list(request),
  });

  const look = async (
    after: After,
    looks: number,
  ): Promise<'counted' | Exclude<TotalsAnswer<Row>, { page: unknown }>> => {
    const { records, failure } = await readableEvents(total.source, eventStore, after.streamId);
    const newest = records.at(-1)?.version ?? 0;
    if (newest < after.version && failure !== undefined) throw failure;
    if (newest === 0 && looks > 1) return { found: 'nothing' };
    if (newest < after.version) return looks < lookInDoubt ? { found: 'late' } : { found: 'beyond', version: newest };
    return (await counted(after, records)) ? 'counted' : { found: 'late' };
  };

  return {
    read: async (request: TotalsRequest, after?: After): Promise<TotalsAnswer<Row>> => {
      if (after === undefined) return list(request);
      if (!after.streamId.startsWith(`${total.source.category}-`)) return { found: 'nothing' };
      const { within, pause } = patience();
      for (let looks = 1; ; looks += 1) {
        const found = await within(look(after, looks));
        if (found === 'late') return { found };
        if (found === 'counted') return list(request);
        if (found.found !== 'late' || !(await pause(looks))) return found;
      }
    },
  };
};
