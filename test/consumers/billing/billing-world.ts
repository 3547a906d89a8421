import { boundedCaches } from '../../../adapters/cache/index.ts';
import { inMemoryDocuments, inMemoryEventStore, inMemorySnapshotStore } from '../../../adapters/memory/index.ts';
import { partitionOf } from '../../../application/consumers/containers.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { takeOnce, type TakingConsumer } from '../../../application/consumers/take-once.ts';
import type { CommandHandling } from '../../../application/commands/command-handler.ts';
import type { SnapshotStore } from '../../../application/streams/snapshot-store.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { billing } from '../../../consumers/billing/billing.ts';
import { listedUnder, type ListedDocument } from '../../../consumers/billing/listed.ts';
import { billingContainers } from '../../../consumers/billing/containers.ts';
import { documentsOf } from '../../../consumers/billing/issue.ts';
import type { NumberedDocument, Series } from '../../../consumers/billing/document.ts';
import { billingStreams, type BillingStreams } from '../../../consumers/billing/streams.ts';
import { specTime } from '../../support/as-bob.ts';

/** What runs around a call of a port: it may end the process before or after it. */
export type AroundCall = <Result>(call: () => Promise<Result>) => Promise<Result>;

/** A process of billing: dead once it has crashed. */
export interface BillingProcess {
  readonly consumer: TakingConsumer;
  readonly streams: BillingStreams;
}

/** The stores of billing. */
export interface BillingStores {
  readonly eventStore: EventStore;
  readonly snapshots: SnapshotStore;
  readonly documents: DocumentStore;
}

/** A process of billing over these stores. */
export const billingProcess = (
  { eventStore, snapshots, documents }: BillingStores,
  { clock = () => specTime, pause = () => Promise.resolve() }: Partial<Pick<CommandHandling, 'clock' | 'pause'>> = {},
): BillingProcess => {
  const streams = billingStreams({
    ...{ eventStore, snapshots, clock, now: () => 0 },
    newCache: boundedCaches({ entries: 1_000, bytes: 10_000_000, personalMs: 300_000 }),
    pause,
  });
  return { streams, consumer: takeOnce(billing, { documents, tools: streams, clock }) };
};

/** All numbered documents of a series in a year. */
export const registerOf = (
  { registers }: BillingStreams,
  series: Series,
  year = 2026,
): Promise<readonly NumberedDocument[]> => documentsOf(registers, { series, year }, 0, 100_000);

/** What is listed under a customer. */
export const listOf = (documents: DocumentStore, customerId: string): Promise<readonly ListedDocument[]> =>
  listedUnder(partitionOf(billingContainers.customers, documents('customers'), customerId), undefined, 100_000);

/** The stores of billing over memory, and processes that share nothing but these. */
export const billingWorld = () => {
  const eventStore = inMemoryEventStore();
  const snapshots = inMemorySnapshotStore();
  const documents = inMemoryDocuments();
  const time = { now: specTime };

  const start = (around: AroundCall = (call) => call()): BillingProcess =>
    billingProcess(
      {
        eventStore: storeAround(eventStore, around),
        snapshots,
        documents: documentsAround(documents, around),
      },
      { clock: () => time.now },
    );

  return {
    time,
    start,
    registerOf: (series: Series, year?: number) => registerOf(start().streams, series, year),
    listOf: (customerId: string) => listOf(documents, customerId),
  };
};

const storeAround = (store: EventStore, around: AroundCall): EventStore => ({
  read: (...given) => around(() => store.read(...given)),
  readNewest: (...given) => around(() => store.readNewest(...given)),
  append: (...given) => around(() => store.append(...given)),
  findByCommands: (...given) => around(() => store.findByCommands(...given)),
  hasNext: (...given) => around(() => store.hasNext(...given)),
});

const documentsAround =
  (documents: DocumentStore, around: AroundCall): DocumentStore =>
  (container) => ({
    read: (...given) => around(() => documents(container).read(...given)),
    list: (...given) => around(() => documents(container).list(...given)),
    batch: (...given) => around(() => documents(container).batch(...given)),
  });
