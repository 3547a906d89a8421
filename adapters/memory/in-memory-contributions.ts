import { z } from 'zod';
import { streamIdSchema } from '../../application/streams/commit.ts';
import type { TotalStorage } from '../../application/system/capabilities.ts';
import {
  added,
  ChangesTooLarge,
  differenceOf,
  mostChanges,
  sumOf,
  type ContributionChange,
  type Contributions,
  type CountedSums,
  type FoundContribution,
  type TotalPlace,
  type TotalsRequest,
} from '../../application/views/contributions/contributions.ts';
import { boundsOf } from '../../application/views/contributions/total-place.ts';
import { bytesOf, maximumDocumentBytes } from '../stored-json.ts';
import { assertUsableKey } from '../read-model-shape.ts';
import { jsonCopy } from '../stored-json.ts';
import { ordered, sortedPage } from './sorted-page.ts';

interface StoredTotal extends TotalPlace, CountedSums {
  readonly byStream: Map<string, FoundContribution>;
}

/** The totals of one declaration that forget on restart, by partition. Handed to two adapters, both show the same. */
export type StoredTotals = Map<string, StoredTotal>;

let revision = 0;

/** Totals and contributions that forget on restart. */
export const inMemoryContributions = <Row extends object>(
  { name, schema }: TotalStorage<Row>,
  totals: StoredTotals = new Map(),
): Contributions<Row> => {
  const isStale = (byStream: StoredTotal['byStream']) => (change: ContributionChange) =>
    byStream.get(change.streamId)?.etag !== change.before?.etag;

  return {
    find: async (partition, streamId) => {
      assertUsableKey({ id: streamId, partition });
      const found = totals.get(partition)?.byStream.get(streamId);
      return found === undefined ? undefined : { ...jsonCopy(found), value: found.value };
    },

    save: async (place, changes) => {
      assertUsableKey({ id: 'total', partition: place.partition });
      if (changes.length > mostChanges)
        throw new Error(`${changes.length} changes are more than one transaction takes.`);
      if (bytesOf(changes) > maximumDocumentBytes) throw new ChangesTooLarge('The changes are too large.');
      const stored = totals.get(place.partition) ?? { ...place, value: {}, contributions: 0, byStream: new Map() };
      if (hasTwice(changes) || changes.some(isStale(stored.byStream))) return 'conflict';
      const { value, contributions } = differenceOf(changes);
      const etags = changes.map(({ streamId, version, value: adds }) => {
        const etag = `"${(revision += 1)}"`;
        stored.byStream.set(streamId, { streamId, version, value: adds, etag });
        return etag;
      });
      totals.set(place.partition, {
        ...stored,
        value: added([stored.value, value]),
        contributions: stored.contributions + contributions,
      });
      return etags;
    },

    ...auditOf(totals),

    places: async (request) => {
      const { items, ...end } = pageOf(name, within(totals, request), request);
      return { ...end, items: items.map(({ partition, key }) => ({ partition, key })) };
    },

    streams: async (partition, atMost) =>
      z.array(streamIdSchema).parse([...(totals.get(partition)?.byStream.keys() ?? [])].slice(0, atMost)),

    list: async (request) => {
      const page = pageOf(
        name,
        within(totals, request).filter(({ contributions }) => contributions > 0),
        request,
      );
      return { ...page, items: page.items.map(({ key, value }) => schema.parse({ ...key, ...value })) };
    },
  };
};

/** The totals within the bounds of a request. */
const within = (totals: StoredTotals, request: TotalsRequest): readonly StoredTotal[] => {
  const { from = '', before } = boundsOf(request);
  return [...totals.values()].filter(
    ({ partition }) => partition >= from && (before === undefined || partition < before),
  );
};

const pageOf = (
  name: string,
  listed: readonly StoredTotal[],
  { limit, continuation, ...bounds }: TotalsRequest & { readonly asOf?: string },
) =>
  sortedPage(listed, byPlace, {
    limit,
    ...(continuation !== undefined && { continuation }),
    partition: JSON.stringify([name, bounds]),
  });

const hasTwice = (changes: readonly ContributionChange[]): boolean =>
  new Set(changes.map(({ streamId }) => streamId)).size < changes.length;

const byPlace = { schema: z.string(), placeOf: ({ partition }: StoredTotal) => partition, compare: ordered };

/** Of a total, which changes with each of its sums. */
const etagOf = (found: StoredTotal | undefined): string | undefined =>
  found && JSON.stringify([found.value, found.contributions]);

/** What an audit needs of the store of totals. */
const auditOf = (totals: StoredTotals): Pick<Contributions<unknown>, 'partitions' | 'check' | 'repair'> => ({
  partitions: async () => [...totals.keys()],

  check: async (partition) => {
    const stored = totals.get(partition);
    const contributions = [...(stored?.byStream.values() ?? [])];
    return { stored, counted: sumOf(contributions), contributions, etag: etagOf(stored) };
  },

  repair: async (place, counted, etag) => {
    const found = totals.get(place.partition);
    if (etagOf(found) !== etag) return 'conflict';
    totals.set(place.partition, {
      ...place,
      ...counted,
      byStream: found?.byStream ?? new Map<string, FoundContribution>(),
    });
    return 'saved';
  },
});
