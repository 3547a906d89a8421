import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import type { Contributions, CountedSums, FoundContribution } from './contributions.ts';
import { contributionsAfter, nothingContributed } from './stream-contributions.ts';
import { keyIn } from './total-place.ts';

/** What an audit found, and what it repaired. */
export interface TotalAudit {
  readonly totals: number;
  readonly contributions: number;
  /** How many contributions were compared with what the events of their stream say. */
  readonly sampled: number;
  /** One sentence for each total or contribution that is wrong. */
  readonly differences: readonly string[];
  readonly repaired: number;
}

/** The ports of an audit, and how far it goes. */
export interface Auditing<Row> {
  readonly contributions: Contributions<Row>;
  readonly eventStore: Pick<EventStore, 'read'>;
  /** How many contributions of each total are compared with the events. */
  readonly sample: number;
  readonly repairs: boolean;
}

/**
 * Compares every total with the sum of the contributions to it, and some contributions with the events of their streams. A
 * contribution that only lags behind its stream is not wrong. A repair writes the sum; a contribution that is wrong is repaired
 * by a replay of its stream once it is deleted, so it is only named.
 */
export const auditTotal = async <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { contributions: store, eventStore, sample, repairs }: Auditing<Row>,
): Promise<TotalAudit> => {
  const differences: string[] = [];
  const found = { totals: 0, contributions: 0, sampled: 0, repaired: 0 };

  const isAsFolded = async (partition: string, { streamId, version, value }: FoundContribution): Promise<boolean> => {
    const { records, failure } = await readableEvents(total.source, eventStore, streamId);
    if (failure !== undefined) return true; // parked, and shown as that
    const upTo = records.filter((recorded) => recorded.version <= version);
    const { places } = upTo.reduce(contributionsAfter(total), nothingContributed);
    return upTo.at(-1)?.version === version && isSame(places.get(partition)?.value, value);
  };

  for (const partition of await store.partitions()) {
    const { stored, counted, contributions, etag } = await store.check(partition);
    found.totals += 1;
    found.contributions += contributions.length;
    if (!isSameCount(stored, counted)) {
      differences.push(`${partition}: the total is ${textOf(stored)}, and its contributions are ${textOf(counted)}.`);
      const place = { partition, key: keyIn(partition, total.key) };
      if (repairs && (await store.repair(place, counted, etag)) === 'saved') found.repaired += 1;
    }
    for (const each of contributions.slice(0, sample)) {
      found.sampled += 1;
      if (!(await isAsFolded(partition, each)))
        differences.push(
          `${partition}: ${each.streamId} adds ${JSON.stringify(each.value ?? null)}, not as its events say.`,
        );
    }
  }
  return { ...found, differences };
};

const isSameCount = (stored: CountedSums | undefined, counted: CountedSums): boolean =>
  stored === undefined
    ? counted.contributions === 0
    : stored.contributions === counted.contributions && isSame(stored.value, counted.value);

/** A field that is not there is 0: a total whose contributions all went keeps its fields. */
const isSame = (one: CountedSums['value'] | undefined, other: CountedSums['value'] | undefined): boolean =>
  Object.keys({ ...one, ...other }).every((field) => (one?.[field] ?? 0) === (other?.[field] ?? 0));

const textOf = (counted: CountedSums | undefined): string =>
  counted === undefined ? 'missing' : JSON.stringify({ ...counted.value, contributions: counted.contributions });
