import { z } from 'zod';
import type { StoredConsumer } from '../system/consumers.ts';
import type { Stored } from '../system/stored.ts';
import type { Topic } from '../system/topic.ts';
import type { Records } from '../workload/records.ts';
import type { World } from '../world/world.ts';

/** An event as it lies in the store. */
export interface NaiveEvent {
  readonly streamId: string;
  readonly category: string;
  readonly entityId: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly recordedAt: string;
  readonly actor: string;
  readonly commandId: string;
}

/** A commit as it lies in the store. The oracles read the history by themselves: code that they share with the product would hide its mistakes. */
export interface NaiveCommit {
  readonly streamId: string;
  readonly category: string;
  readonly first: number;
  readonly version: number;
  readonly commandId: string;
  readonly causationId: string | null;
  readonly recordedAt: string;
  readonly hash: string;
  readonly previousHash: string | undefined;
  readonly events: readonly NaiveEvent[];
  readonly text: string;
}

/** What lies in stores beside the history, wherever they are. */
export interface Remains extends Pick<Stored, 'views' | 'totals' | 'joined'> {
  readonly archive: { parts(): AsyncIterable<{ readonly lines: readonly string[] }> };
  readonly archivedKeys: Pick<Stored['archivedKeys'], 'find'>;
  readonly bus: Pick<Stored['bus'], 'sent'>;
  readonly consumers: readonly {
    readonly declared: { readonly name: string };
    readonly stored: StoredConsumer['stored'];
    readonly waiting: Pick<StoredConsumer['waiting'], 'list'>;
  }[];
  readonly keyDocuments: Pick<Stored['keyDocuments'], 'find'>;
  readonly lagReports: Pick<Stored['lagReports'], 'list'>;
  readonly parkingLot: Pick<Stored['parkingLot'], 'list'>;
}

/** What is known once a run is at rest. */
export interface Evidence {
  /** In the order of their appends. */
  readonly commits: readonly NaiveCommit[];
  readonly events: readonly NaiveEvent[];
  readonly stored: Remains;
  readonly records: Records;
  /** The id of the message that the broker has refused and an operator has skipped. */
  readonly refused: string | undefined;
  readonly topic: Pick<Topic, 'sessions' | 'deadLetters'>;
  readonly now: number;
  readonly isFaultless: boolean;
  /** Whether something was deployed that writes what the code before it could not read. */
  readonly isHurried: boolean;
  /** All that has happened, in order. */
  readonly trace: readonly string[];
}

/** Says what is wrong, one sentence each. Nothing, where all is right. */
export type Oracle = (evidence: Evidence) => readonly string[] | Promise<readonly string[]>;

const storedCommit = z.object({
  streamId: z.string(),
  category: z.string(),
  version: z.number(),
  commandId: z.string(),
  causationId: z.string().nullable(),
  recordedAt: z.string(),
  actor: z.string(),
  hash: z.string(),
  previousHash: z.string().optional(),
  events: z.array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })),
});

/** What the edge of HTTP puts before the key of a caller. */
const byCaller = /^key:/;

const naive = (document: unknown): NaiveCommit => {
  const { events, actor, ...commit } = storedCommit.parse(document);
  const { streamId, category, version, recordedAt } = commit;
  const commandId = commit.commandId.replace(byCaller, '');
  const first = version - events.length + 1;
  const place = { streamId, category, commandId, recordedAt, actor, entityId: streamId.slice(category.length + 1) };
  return {
    ...{ ...commit, commandId },
    previousHash: commit.previousHash,
    first,
    events: events.map(({ type, data }, index) => ({ ...place, type, data, version: first + index })),
    text: JSON.stringify(document),
  };
};

/** The evidence of a run that has ended. */
export const evidenceOf = (
  stored: Remains & { readonly eventStore: Pick<Stored['eventStore'], 'feed'> },
  records: Records,
  {
    world,
    ...known
  }: { readonly world: Pick<World, 'now' | 'trace'> } & Pick<
    Evidence,
    'isFaultless' | 'isHurried' | 'topic' | 'refused'
  >,
): Evidence => {
  const commits = stored.eventStore.feed().map(naive);
  const events = commits.flatMap((commit) => commit.events);
  return { commits, events, stored, records, now: world.now(), trace: world.trace(), ...known };
};

/** The events of each stream, in order. */
export const byStream = (
  { events }: Pick<Evidence, 'events'>,
  category?: string,
): ReadonlyMap<string, readonly NaiveEvent[]> =>
  Map.groupBy(
    events.filter((event) => category === undefined || event.category === category),
    ({ streamId }) => streamId,
  );

/** A field of data that must be a number, or a text: a history in which it is none is wrong by itself. */
export const numberIn = (data: Readonly<Record<string, unknown>>, field: string): number =>
  z.number().parse(data[field]);

/** See {@link numberIn}. */
export const textIn = (data: Readonly<Record<string, unknown>>, field: string): string => z.string().parse(data[field]);
