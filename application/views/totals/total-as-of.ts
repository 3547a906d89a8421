import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import { inParallel } from '../../in-parallel.ts';
import type { Page } from '../../paging.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { eventsAsOf, mostStreamsAsOf, streamsAtOnce, type TooManyStreams } from '../as-of-streams.ts';
import { sumOf, type Contributions, type TotalPlace, type TotalsRequest } from '../contributions/contributions.ts';
import {
  contributionsAfter,
  nothingContributed,
  type StreamContributions,
} from '../contributions/stream-contributions.ts';

/** What a page of totals as of a moment needs. */
export interface RememberingTotals<Row> {
  readonly contributions: Contributions<Row>;
  readonly eventStore: Pick<EventStore, 'read'>;
}

type TotalsAsOf<Row> = { readonly found: 'current'; readonly page: Page<Row> } | TooManyStreams;

/**
 * Counts a page of totals as they were at a moment: every stream that contributes or ever has contributed to one of them is folded up
 * to then. What is not delivered yet is missing, as it is in the total. A page may be short, because what did not exist then is left
 * out.
 */
export const totalsAsOf =
  <Types extends EventTypes, Folded extends object, Row extends object>(
    total: Total<Types, Folded, Row>,
    { contributions, eventStore }: RememberingTotals<Row>,
  ) =>
  async (request: TotalsRequest, asOf: string): Promise<TotalsAsOf<Row>> => {
    const { items, ...end } = await contributions.places({ ...request, asOf });
    const streams = await streamsBehind(items, contributions);
    if (streams === 'too many') return { found: 'too many streams' };
    const fold = contributionsAfter(total);
    const folded = await inParallel(streamsAtOnce, [...streams], async (streamId) => {
      const events = await eventsAsOf(total.source, eventStore, { streamId, asOf });
      return events.reduce<StreamContributions<Folded>>(fold, nothingContributed).places;
    });
    const rows = items.flatMap(({ partition, key }) => {
      const then = folded.flatMap((places) => places.get(partition) ?? []);
      const counted = sumOf(then);
      return counted.contributions === 0 ? [] : [total.schema.parse({ ...key, ...counted.value })];
    });
    return { found: 'current', page: { items: rows, ...end } };
  };

/** The streams behind these totals, each once. */
const streamsBehind = async (
  places: readonly TotalPlace[],
  contributions: Pick<Contributions<unknown>, 'streams'>,
): Promise<ReadonlySet<StreamId> | 'too many'> => {
  const found = new Set<StreamId>();
  for (const { partition } of places) {
    for (const streamId of await contributions.streams(partition, mostStreamsAsOf + 1)) found.add(streamId);
    if (found.size > mostStreamsAsOf) return 'too many';
  }
  return found;
};
