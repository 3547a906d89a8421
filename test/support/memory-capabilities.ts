import { boundedCaches } from '../../adapters/cache/index.ts';
import {
  inMemoryArchive,
  inMemoryBuildJobs,
  inMemoryContributions,
  inMemoryCorrelatedCommits,
  inMemoryDeadlineSweeps,
  inMemoryEventStore,
  inMemoryFailedDeliveries,
  inMemoryHistoryParts,
  inMemoryJoinedDocuments,
  inMemoryFeedMarks,
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
import { keysOverMemory } from './personal-keys.ts';

/** All that a system needs from outside, over memory; no time passes where `now` is not given. Systems that run over the same one share what is stored, and nothing else. */
export const memoryCapabilities = (clock: () => string, now?: () => number) => {
  const eventStore = inMemoryEventStore();
  const views = new Map<string, StoredViews>();
  const totals = new Map<string, StoredTotals>();
  const joined = new Map<string, StoredJoined>();
  const keys = keysOverMemory();
  const capabilities = {
    eventStore,
    storedHistory: eventStore,
    correlatedCommits: inMemoryCorrelatedCommits(eventStore),
    historyParts: inMemoryHistoryParts(eventStore),
    buildJobs: inMemoryBuildJobs(),
    processName: 'spec',
    snapshots: inMemorySnapshotStore(),
    keys: keys.process(),
    reservations: inMemoryReservations(now),
    parkingLot: inMemoryParkingLot(),
    failures: inMemoryFailedDeliveries(),
    viewRegistry: inMemoryViewRegistry(),
    feedMarks: inMemoryFeedMarks(),
    deadlineSweeps: inMemoryDeadlineSweeps(),
    newestCommits: inMemoryNewestCommits(eventStore),
    lagReports: inMemoryLagReports(),
    archive: inMemoryArchive(),
    keyDocuments: keys.documents,
    archivedKeys: inMemoryKeyDocuments(),
    bus: inMemoryMessageBus(),
    readModel: (view) => {
      const documents: StoredViews = views.get(view.name) ?? new Map();
      views.set(view.name, documents);
      return inMemoryReadModel(shapeOf(view), documents);
    },
    contributions: (total) => {
      const stored: StoredTotals = totals.get(total.name) ?? new Map();
      totals.set(total.name, stored);
      return inMemoryContributions(total, stored);
    },
    joinedDocuments: (view) => {
      const stored = joined.get(view.name) ?? noJoined();
      joined.set(view.name, stored);
      return inMemoryJoinedDocuments(view, stored);
    },
    newCache: boundedCaches({ entries: 100, bytes: 1_000_000, personalMs: 300_000, ...(now && { now }) }),
    clock,
    now: now ?? (() => 0),
    pause: () => Promise.resolve(),
    pauseFor: () => Promise.resolve(),
    patience: () => ({ within: (work) => work, pause: () => Promise.resolve(false) }),
  } satisfies Capabilities & Readonly<Record<string, unknown>>;
  return { capabilities, keys, totals, views, joined };
};
