import type { z } from 'zod';
import type { DeclaredQuery } from '../../domain/modelling/query.ts';
import type { ViewPartition } from '../../domain/modelling/view.ts';
import type { Archive } from '../archive/archive.ts';
import type { TakenBy } from '../consumers/taken-by.ts';
import type { BuildJobs } from '../builds/build-jobs.ts';
import type { HistoryParts } from '../builds/history-parts.ts';
import type { CorrelatedCommits } from '../history/correlated-commits.ts';
import type { FailedDeliveries } from '../feed/failed-delivery.ts';
import type { ParkingRules } from '../feed/failing-stream.ts';
import type { FeedMarks } from '../feed/feed-marks.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import type { ViewRegistry } from '../generations/view-registry.ts';
import type { NewestCommits } from '../lag/newest-commits.ts';
import type { LagReports } from '../lag/subscriber-lag.ts';
import type { MessageBus } from '../messages/message-bus.ts';
import type { KeyDocuments } from '../privacy/key-documents.ts';
import type { PersonalKeys } from '../privacy/personal-keys.ts';
import type { DeadlineHints } from '../processes/deadlines/deadline-hints.ts';
import type { DeadlineSweeps } from '../processes/deadlines/deadline-sweeps.ts';
import type { NewCache } from '../streams/cache.ts';
import type { EventStore } from '../streams/event-store.ts';
import type { SnapshotStore } from '../streams/snapshot-store.ts';
import type { StoredHistory } from '../streams/stored-history.ts';
import type { Tracing } from '../tracing.ts';
import type { Reservations } from '../unique-values/reservations.ts';
import type { Contributions } from '../views/contributions/contributions.ts';
import type { JoinedDocuments } from '../views/joined/joined-documents.ts';
import type { ReadModel } from '../views/read-model.ts';
import type { Patience } from '../views/patience.ts';

/**
 * All that a running system needs from outside: its ports, and time. Azure, the specs and a simulation differ only in these.
 * The stores are plain: the engine encrypts before it writes and decrypts after it reads.
 */
export interface Capabilities {
  readonly eventStore: EventStore;
  readonly snapshots: SnapshotStore;
  readonly storedHistory: StoredHistory;
  readonly correlatedCommits: CorrelatedCommits;
  /** The history in parts, and the builds that read them. */
  readonly historyParts: HistoryParts;
  readonly buildJobs: BuildJobs;
  /** A name of this process that no other has. */
  readonly processName: string;
  readonly keys: PersonalKeys;
  /** The documents of {@link keys}, wrapped as they are stored; and the archive's copies of them. */
  readonly keyDocuments: KeyDocuments;
  readonly archivedKeys: KeyDocuments;
  readonly reservations: Reservations;
  readonly parkingLot: ParkingLot;
  readonly failures: FailedDeliveries;
  /** How far subscribers have come whose effects cannot be read back. */
  readonly feedMarks: FeedMarks;
  /** Where sweeps over processes with deadlines go on. */
  readonly deadlineSweeps: DeadlineSweeps;
  /** Gives back what is due soon. None by default: then the sweep alone finds it. */
  readonly deadlineHints?: DeadlineHints;
  readonly newestCommits: NewestCommits;
  readonly lagReports: LagReports;
  readonly archive: Archive;
  readonly bus: MessageBus;
  /** What consumers have done with a message. Nobody says anything by default. */
  readonly takenBy?: TakenBy;
  /** The documents of one declared view. Every call with one view gives the same documents. */
  readonly readModel: <Shape extends object>(view: ViewStorage<Shape>) => ReadModel<Shape>;
  /** The totals of one declaration, and the contributions to them. Every call with one declaration gives the same. */
  readonly contributions: <Row extends object>(total: TotalStorage<Row>) => Contributions<Row>;
  /** The documents of one joined view, and their parts. Every call with one declaration gives the same. */
  readonly joinedDocuments: <Shape extends object, Part extends object>(
    joined: JoinedStorage<Shape, Part>,
  ) => JoinedDocuments<Shape, Part>;
  /** Which generation of a view is live. */
  readonly viewRegistry: ViewRegistry;
  readonly newCache: NewCache;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
  /** Milliseconds that only grow: deadlines are kept by it. */
  readonly now: () => number;
  /** Waits for so many milliseconds. */
  readonly pauseFor: (milliseconds: number) => Promise<void>;
  /** Waits a little longer, and at random, after each conflict. */
  readonly pause: (conflicts: number) => Promise<void>;
  /** How long a query waits for a view that is late. */
  readonly patience: () => Patience;
  /** After how many commits a stream gets a new snapshot. 100 by default. */
  readonly snapshotEvery?: number;
  /** The build of the code that runs: what an older one has parked is tried again. */
  readonly build?: string;
  /** When a stream that keeps failing is parked. The usual rules by default. */
  readonly parking?: ParkingRules;
  /** Disabled by default. */
  readonly tracing?: Tracing;
}

/** The part of a view's declaration that says how its documents are stored. */
export interface ViewStorage<Shape extends object> {
  readonly name: string;
  readonly schema: z.ZodType<Shape, Shape>;
  readonly partition: ViewPartition;
  readonly orderBy?: string;
  readonly queries?: readonly DeclaredQuery[];
}

/** The part of a joined view's declaration that says how it is stored. */
export interface JoinedStorage<Shape extends object, Part extends object> extends ViewStorage<Shape> {
  readonly part: z.ZodType<Part, Part>;
}

/** The part of a total's declaration that says how it is stored. */
export interface TotalStorage<Row extends object> {
  readonly name: string;
  readonly schema: z.ZodType<Row, Row>;
}
