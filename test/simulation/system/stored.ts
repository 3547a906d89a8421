import {
  inMemoryArchive,
  inMemoryBuildJobs,
  inMemoryContributions,
  inMemoryCorrelatedCommits,
  inMemoryDeadlineSweeps,
  inMemoryEventStore,
  inMemoryFailedDeliveries,
  inMemoryFeedMarks,
  inMemoryHistoryParts,
  inMemoryJoinedDocuments,
  inMemoryKeyDocuments,
  inMemoryLagReports,
  inMemoryMessageBus,
  inMemoryNewestCommits,
  inMemoryParkingLot,
  inMemoryReadModel,
  inMemoryReservations,
  inMemorySnapshotStore,
  inMemoryViewRegistry,
  noJoined,
  type StoredJoined,
  type StoredTotals,
  type StoredViews,
} from '../../../adapters/memory/index.ts';
import { shapeOf } from '../../../adapters/read-model-shape.ts';
import type { Replica } from './replicas.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';

/** All that is stored, and survives every host. */
export type Stored = ReturnType<typeof nothingStored>;

/** Stores in which there is nothing yet. `now` gives virtual milliseconds. */
export const nothingStored = (now: () => number) => {
  const eventStore = inMemoryEventStore();
  const views = new Map<string, StoredViews>();
  const totals = new Map<string, StoredTotals>();
  const joined = new Map<string, StoredJoined>();
  const replicas = new Map<string, Replica>();
  const readModel: Capabilities['readModel'] = (view) => {
    const documents = keptIn<StoredViews>(views, view.name, () => new Map());
    return inMemoryReadModel(shapeOf(view), documents);
  };
  const contributions: Capabilities['contributions'] = (total) => {
    const kept = keptIn<StoredTotals>(totals, total.name, () => new Map());
    return inMemoryContributions(total, kept);
  };
  const joinedDocuments: Capabilities['joinedDocuments'] = (view) =>
    inMemoryJoinedDocuments(view, keptIn(joined, view.name, noJoined));
  return {
    eventStore,
    /** The documents of each view and log, by its name; those of totals and joined views likewise. */
    views,
    totals,
    joined,
    /** What replicas may still have of a view. */
    replicaOf: (view: string): Replica => keptIn<Replica>(replicas, view, () => new Map()),
    correlatedCommits: inMemoryCorrelatedCommits(eventStore),
    historyParts: inMemoryHistoryParts(eventStore),
    buildJobs: inMemoryBuildJobs(),
    snapshots: inMemorySnapshotStore(),
    reservations: inMemoryReservations(now),
    parkingLot: inMemoryParkingLot(),
    failures: inMemoryFailedDeliveries(),
    viewRegistry: inMemoryViewRegistry(),
    feedMarks: inMemoryFeedMarks(),
    deadlineSweeps: inMemoryDeadlineSweeps(),
    newestCommits: inMemoryNewestCommits(eventStore),
    lagReports: inMemoryLagReports(),
    archive: inMemoryArchive(),
    keyDocuments: inMemoryKeyDocuments(),
    archivedKeys: inMemoryKeyDocuments(),
    bus: inMemoryMessageBus(),
    readModel,
    contributions,
    joinedDocuments,
  };
};

const keptIn = <Kept>(all: Map<string, Kept>, name: string, empty: () => Kept): Kept => {
  const kept = all.get(name) ?? empty();
  all.set(name, kept);
  return kept;
};
