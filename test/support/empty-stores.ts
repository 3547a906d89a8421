import {
  inMemoryArchive,
  inMemoryBuildJobs,
  inMemoryContributions,
  inMemoryCorrelatedCommits,
  inMemoryDeadlineHints,
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
} from '../../adapters/memory/index.ts';
import { shapeOf } from '../../adapters/read-model-shape.ts';
import type { Capabilities } from '../../application/system/capabilities.ts';

/**
 * Stores over memory in which there is nothing yet, and what lies in them: the documents of each view and log, by its name, those of
 * totals and joined views likewise. `now` gives milliseconds that only grow.
 */
export const emptyStores = (now?: () => number) => {
  const eventStore = inMemoryEventStore();
  const views = new Map<string, StoredViews>();
  const totals = new Map<string, StoredTotals>();
  const joined = new Map<string, StoredJoined>();
  const ports = {
    eventStore,
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
    deadlineHints: inMemoryDeadlineHints(),
    newestCommits: inMemoryNewestCommits(eventStore),
    lagReports: inMemoryLagReports(),
    archive: inMemoryArchive(),
    archivedKeys: inMemoryKeyDocuments(),
    bus: inMemoryMessageBus(),
    readModel: (view) =>
      inMemoryReadModel(
        shapeOf(view),
        keptIn<StoredViews>(views, view.name, () => new Map()),
      ),
    contributions: (total) =>
      inMemoryContributions(
        total,
        keptIn<StoredTotals>(totals, total.name, () => new Map()),
      ),
    joinedDocuments: (view) => inMemoryJoinedDocuments(view, keptIn(joined, view.name, noJoined)),
  } satisfies Partial<Capabilities>;
  return { ports, views, totals, joined };
};

/** What is kept under a name; empty at first. */
export const keptIn = <Kept>(all: Map<string, Kept>, name: string, empty: () => Kept): Kept => {
  const kept = all.get(name) ?? empty();
  all.set(name, kept);
  return kept;
};
