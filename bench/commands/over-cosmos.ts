import type { Database } from '@azure/cosmos';
import { boundedCaches } from '../../adapters/cache/index.ts';
import {
  cosmosBuildJobs,
  cosmosContributions,
  cosmosCorrelatedCommits,
  cosmosEventStore,
  cosmosFailedDeliveries,
  cosmosHistoryParts,
  cosmosJoinedDocuments,
  cosmosKeyDocuments,
  cosmosNewestCommits,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosReservations,
  cosmosSnapshotStore,
  cosmosStoredHistory,
  cosmosViewRegistry,
  shapeOf,
} from '../../adapters/cosmos/index.ts';
import {
  inMemoryArchive,
  inMemoryFeedMarks,
  inMemoryKeyDocuments,
  inMemoryDeadlineSweeps,
  inMemoryLagReports,
  inMemoryMessageBus,
} from '../../adapters/memory/index.ts';
import { personalKeys } from '../../adapters/personal-keys/index.ts';
import { monotonicNow, patienceForViews, pauseAtRandom, pauseFor, systemClock } from '../../adapters/time/index.ts';
import type { Capabilities, ViewStorage } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import type { System } from '../../domain/modelling/system.ts';
import { shop } from '../../domain/shop.ts';
import { bareKeys } from './customers.ts';

/** The whole shop over Cosmos DB: see {@link overCosmos}. */
export const shopOverCosmos = (database: Database) => overCosmos(shop, database);

/** A business over Cosmos DB, in a process that knows nothing yet. What goes to blobs and to the broker costs nothing here. */
export const overCosmos = (business: System, database: Database) => {
  const keyDocuments = cosmosKeyDocuments(database);
  const bus = inMemoryMessageBus();
  // What measuring the lag costs goes by the minute, not by the command: docs/decisions/0029.
  const lag = {
    feedMarks: inMemoryFeedMarks(),
    newestCommits: cosmosNewestCommits(database),
    deadlineSweeps: inMemoryDeadlineSweeps(),
    lagReports: inMemoryLagReports(),
  };
  const capabilities: Capabilities = {
    ...lag,
    eventStore: cosmosEventStore(database),
    snapshots: cosmosSnapshotStore(database),
    storedHistory: cosmosStoredHistory(database),
    correlatedCommits: cosmosCorrelatedCommits(database),
    historyParts: cosmosHistoryParts(database),
    buildJobs: cosmosBuildJobs(database),
    processName: 'bench',
    keys: personalKeys({ documents: keyDocuments, keyWrap: bareKeys, maximumAgeMs: 300_000 }),
    keyDocuments,
    archivedKeys: inMemoryKeyDocuments(),
    reservations: cosmosReservations(database),
    parkingLot: cosmosParkingLot(database),
    failures: cosmosFailedDeliveries(database),
    viewRegistry: cosmosViewRegistry(database),
    archive: inMemoryArchive(),
    bus,
    readModel: <Shape extends object>(view: ViewStorage<Shape>) => cosmosReadModel<Shape>(database, shapeOf(view)),
    contributions: (view) => cosmosContributions(database, view),
    joinedDocuments: (view) => cosmosJoinedDocuments(database, view),
    newCache: boundedCaches({ entries: 20_000, bytes: 64 * 1024 * 1024 }),
    clock: systemClock,
    now: monotonicNow,
    pause: pauseAtRandom,
    pauseFor,
    patience: patienceForViews,
    snapshotEvery: 1_000, // none falls into what is counted: it is one write for each hundred commands
  };
  return { system: run(business, capabilities), eventStore: capabilities.eventStore, bus };
};
