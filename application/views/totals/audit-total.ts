import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import type { AuditedView, Compared } from '../audit/audit.ts';
import { comparing, noVersion, unreadable, type Comparing, type Look } from '../audit/audit-look.ts';
import { sampleOf, type Sample } from '../audit/audit-sample.ts';
import { comparisonOfSums, textOfSums, fitOfContribution } from './audited-sums.ts';
import { DamagedContribution, type Contributions } from '../contributions/contributions.ts';
import { foldStream } from '../folded-stream.ts';
import {
  contributionsAfter,
  nothingContributed,
  type StreamContributions,
} from '../contributions/stream-contributions.ts';
import { placeIn } from '../contributions/total-place.ts';
import { streamIdSchema } from '../../streams/commit.ts';

/** The ports of an audit of totals. */
export interface AuditingTotal<Row> extends Omit<Comparing, 'name'> {
  /** Decrypts, as that of the projector does. */
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly contributions: Contributions<Row>;
  /** How many contributions to each total are compared with the events, besides those of the streams that are compared. */
  readonly sample: Sample;
  readonly random: () => number;
}

/** How many contributions of one stream are compared at the same time. */
const placesAtOnce = 8;

/**
 * Compares every total with the sum of the contributions to it, and contributions with the events of their streams: also those
 * that are missing, and those of streams that contribute nothing there. A repair of a contribution changes its total with it.
 * Remembers the name of each contribution that was compared, some 100 bytes.
 */
export const auditedTotal = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { contributions: store, eventStore, sample, random, ...auditing }: AuditingTotal<Row>,
): AuditedView => {
  const { name, source, key } = total;
  const compare = comparing({ name, ...auditing });
  const compared = new Set<string>();
  const foldAfresh = contributionsOf(total, eventStore);

  const look = async (streamId: string, partition: string): Promise<Look> => {
    const { folded, version, recordedAt, failure } = await foldAfresh(streamId);
    if (failure !== undefined) return unreadable(failure);
    const now = folded.places.get(partition);
    const found = await store.find(partition, streamId);
    const change = { streamId, version: version === 0 ? noVersion : version, value: now?.value, before: found };
    return {
      fit: fitOfContribution(now, found, version),
      difference: `${partition}: ${streamId} adds ${textOfSums(found?.value)}, and by its events ${textOfSums(now?.value)}.`,
      recordedAt,
      write: async () => (await store.save(placeIn(partition, key), [change])) !== 'conflict',
    };
  };

  const lookAtSum = async (partition: string): Promise<Look> => {
    const { stored, counted, etag } = await store.check(partition);
    return {
      ...comparisonOfSums(partition, stored, counted),
      write: async () => (await store.repair(placeIn(partition, key), counted, etag)) === 'saved',
    };
  };

  const compareContribution = (streamId: string, partition: string, repairs: boolean): Promise<Compared> => {
    compared.add(nameOf(streamId, partition));
    return unlessDamaged(() => compare(streamId, repairs, () => look(streamId, partition)));
  };

  /** The contributions first: repairing one changes the total by the difference, so a wrong sum stays wrong. */
  const checkPartition = async (partition: string, repairs: boolean): Promise<readonly Compared[]> => {
    const found: Compared[] = [];
    const sum = await unlessDamaged(async () => {
      const { contributions } = await store.check(partition);
      for (const { streamId } of sampleOf(contributions, sample, random))
        if (!compared.has(nameOf(streamId, partition)))
          found.push(await compareContribution(streamId, partition, repairs));
      return compare(partition, repairs, () => lookAtSum(partition));
    });
    return [...found, sum];
  };

  const checkStream = async (streamId: string, repairs: boolean): Promise<readonly Compared[]> => {
    const { folded, failure } = await foldAfresh(streamId);
    if (failure !== undefined) return [await compare(streamId, repairs, async () => unreadable(failure))];
    return inParallel(placesAtOnce, [...folded.places.keys()], (partition) =>
      compareContribution(streamId, partition, repairs),
    );
  };

  return {
    name,
    categories: [source.category],
    isEveryEntryChecked: true,
    checkStream,
    async *entries() {
      yield (await store.partitions()).map((partition) => (repairs: boolean) => checkPartition(partition, repairs));
    },
  };
};

const nameOf = (streamId: string, partition: string): string => JSON.stringify([streamId, partition]);

/** Calculates afresh what a stream contributes. */
const contributionsOf = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  eventStore: Pick<EventStore, 'read'>,
) => {
  const start: StreamContributions<Folded> = nothingContributed;
  const fold = contributionsAfter(total);
  return (streamId: string) =>
    foldStream({ source: total.source, eventStore }, streamIdSchema.parse(streamId), { start, fold });
};

/** Nobody knows what a damaged contribution has added: it is named, and the others are compared. */
const unlessDamaged = async (compare: () => Promise<Compared>): Promise<Compared> => {
  try {
    return await compare();
  } catch (error) {
    if (error instanceof DamagedContribution) return { difference: error.message, isRepaired: false };
    throw error;
  }
};
