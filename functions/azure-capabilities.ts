import { blobArchive, blobKeyDocuments, openBlobContainer, openKeyContainer } from '../adapters/blob/index.ts';
import { boundedCaches } from '../adapters/cache/index.ts';
import {
  cosmosBuildJobs,
  cosmosContributions,
  cosmosCorrelatedCommits,
  cosmosClient,
  cosmosDeadlineSweeps,
  cosmosDocuments,
  cosmosEventStore,
  cosmosFailedDeliveries,
  cosmosHistoryParts,
  cosmosJoinedDocuments,
  cosmosFeedMarks,
  cosmosKeyDocuments,
  cosmosLagReports,
  cosmosNewestCommits,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosReservations,
  cosmosSnapshotStore,
  cosmosStoredHistory,
  cosmosViewRegistry,
  cosmosWaitingMessages,
  cosmosWriteProbe,
  shapeOf,
} from '../adapters/cosmos/index.ts';
import { personalKeys } from '../adapters/personal-keys/index.ts';
import { nameOfProcess } from '../adapters/process-name.ts';
import { cosmosSearchStore } from '../adapters/search/index.ts';
import { serviceBusDeadLetters, serviceBusDeadlineHints, serviceBusMessageBus } from '../adapters/service-bus/index.ts';
import { processGauges, type Telemetry } from '../adapters/telemetry/index.ts';
import {
  atMostEvery,
  chance,
  monotonicNow,
  patienceForViews,
  pauseAtRandom,
  pauseFor,
  systemClock,
} from '../adapters/time/index.ts';
import type { Capabilities, JoinedStorage, TotalStorage, ViewStorage } from '../application/system/capabilities.ts';
import { readBuildId } from './build-id.ts';
import type { Config } from './configuration.ts';
import { keyWrapOf } from './key-wrap.ts';

const build = readBuildId();

/** The bounds of the stream cache of one process, for each aggregate: a fraction of the smallest instance's 512 MB. */
const statesInMemory = { entries: 20_000, bytes: 64 * 1024 * 1024 };

/** How long an instance may use cached personal data after an erasure elsewhere, in milliseconds. docs/operations.md states it. */
const personalMs = 5 * 60_000;

/** The interval of the probe that the store accepts writes, in milliseconds: less than 1 RU/s for each instance. */
const writeProbeMs = 15_000;

/** The queue of infra/service-bus.json in which hints at deadlines wait. */
export const deadlineQueue = 'deadlines';

/** The generation of the search index that is read and kept up to date. */
const searchGeneration = 1;

/** The engine's ports over Azure, each created once, so that warm invocations share them. */
export const azureCapabilities = (config: Config, tracing: Telemetry) => {
  const client = cosmosClient(config.cosmos, { onRequest: tracing.countRequest });
  const database = client.database(config.cosmosDatabase);
  /** The database of a consumer, which is its own. */
  const databaseOf = (consumer: string) => client.database(`${config.cosmosDatabase}-${consumer}`);
  const keyDocuments = cosmosKeyDocuments(database);
  const keys = personalKeys({
    documents: keyDocuments,
    keyWrap: keyWrapOf(config),
    maximumAgeMs: personalMs,
  });
  return {
    tracing,
    sendGauge: processGauges(config.telemetry),
    clock: systemClock,
    now: monotonicNow,
    pause: pauseAtRandom,
    pauseFor,
    random: chance,
    patience: patienceForViews,
    pollDelay: config.feedPollDelay,
    eventStore: cosmosEventStore(database),
    probeWrite: atMostEvery(writeProbeMs, cosmosWriteProbe(database)),
    snapshots: cosmosSnapshotStore(database),
    keys,
    keyDocuments,
    reservations: cosmosReservations(database),
    newCache: boundedCaches({ ...statesInMemory, personalMs }),
    storedHistory: cosmosStoredHistory(database),
    correlatedCommits: cosmosCorrelatedCommits(database, { tracing }),
    historyParts: cosmosHistoryParts(database),
    buildJobs: cosmosBuildJobs(database),
    processName: nameOfProcess(),
    archive: blobArchive(() => openBlobContainer(config.archive)),
    archivedKeys: blobKeyDocuments(() => openKeyContainer(config.archive)),
    parking: config.parking,
    parkingLot: cosmosParkingLot(database, { tracing }),
    ...(build !== undefined && { build }),
    failures: cosmosFailedDeliveries(database, { tracing }),
    viewRegistry: cosmosViewRegistry(database),
    feedMarks: cosmosFeedMarks(database, { tracing }),
    deadlineSweeps: cosmosDeadlineSweeps(database, { tracing }),
    deadlineHints: serviceBusDeadlineHints({ connection: config.serviceBus, queue: deadlineQueue, tracing }),
    newestCommits: cosmosNewestCommits(database),
    lagReports: cosmosLagReports(database, { tracing }),
    searchStore: cosmosSearchStore(databaseOf('search'), searchGeneration, { tracing }),
    deadLetters: serviceBusDeadLetters(config.serviceBus, config.serviceBusTopic),
    ...storesOfConsumers(databaseOf, tracing),
    bus: serviceBusMessageBus({ connection: config.serviceBus, topic: config.serviceBusTopic }),
    readModel: <Shape extends object>(view: ViewStorage<Shape>) =>
      cosmosReadModel<Shape>(database, shapeOf(view), { tracing }),
    contributions: <Row extends object>(total: TotalStorage<Row>) =>
      cosmosContributions<Row>(database, total, { tracing }),
    joinedDocuments: <Shape extends object, Part extends object>(joined: JoinedStorage<Shape, Part>) =>
      cosmosJoinedDocuments<Shape, Part>(database, joined, { tracing }),
  } satisfies Capabilities & Readonly<Record<string, unknown>>;
};

/** What each consumer keeps in a database of its own. */
const storesOfConsumers = (
  databaseOf: (consumer: string) => Parameters<typeof cosmosDocuments>[0],
  tracing: Telemetry,
) => ({
  storeOf: (consumer: string) => ({
    documents: cosmosDocuments(databaseOf(consumer), { tracing }),
    waiting: cosmosWaitingMessages(databaseOf(consumer), consumer, { tracing }),
  }),
  streamsOf: (consumer: string) => ({
    eventStore: cosmosEventStore(databaseOf(consumer)),
    snapshots: cosmosSnapshotStore(databaseOf(consumer)),
  }),
});
