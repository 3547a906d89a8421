import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import { everyModuleOf, type System } from '../../domain/modelling/system.ts';
import type { View } from '../../domain/modelling/view.ts';
import { archiver } from '../archive/archiver.ts';
import type { CommandHandling } from '../commands/command-handler.ts';
import { followedFrom } from '../history/correlated-events.ts';
import { readsFacts } from './read-fact.ts';
import type { Delivery } from '../feed/deliver-by-stream.ts';
import { measuredByMarks } from '../feed/feed-marks.ts';
import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import { liveGenerations } from '../generations/live-generations.ts';
import { asOf, differenceOf, historyOf } from '../history/history.ts';
import { measureLag } from '../lag/measure-lag.ts';
import { publishedFrom } from '../messages/published-from.ts';
import { publisher } from '../messages/publisher.ts';
import { decryptingWith } from '../privacy/decrypt-commits.ts';
import { eraser } from '../privacy/eraser.ts';
import { personalEventStore } from '../privacy/personal-event-store.ts';
import { personalSnapshotStore } from '../privacy/personal-snapshot-store.ts';
import { notTraced } from '../tracing.ts';
import type { Reserving } from '../unique-values/handle-uniquely.ts';
import { nameByFingerprint } from '../unique-values/name-value.ts';
import type { Capabilities } from './capabilities.ts';
import { buildingWith } from './building.ts';
import { assertReadable } from './declared.ts';
import { excusesOf } from './excuses.ts';
import { builtOf, feedGroupsOf, type Subscribers } from './feed-groups.ts';
import { firingWith, hintsTakenBy } from './firing.ts';
import { followedViews } from './followed-views.ts';
import { measuredViews } from './measured.ts';
import { messagesAbout } from './messages-about.ts';
import { confirmerOf, erasuresOf, handlersOf, publicationOf } from './module-parts.ts';
import { operatingWith } from './operating.ts';
import { processesOf } from './process-parts.ts';
import { shownProcesses } from './shown-processes.ts';
import { viewAges } from './view-ages.ts';

/** A running business. */
export type RunningSystem = ReturnType<typeof run>;

/**
 * Runs a declared business over these capabilities. Two calls give two systems that share only the capabilities they have in
 * common. Every command of an aggregate (from HTTP, a process, a consumer, a capture) goes through
 * {@link RunningSystem.handlerOf}, so none can omit a rule of the aggregate.
 */
export const run = (system: System, capabilities: Capabilities) => {
  const { modules } = system;
  const { keys, parkingLot, clock, failures, tracing = notTraced } = capabilities;
  const reserving: Reserving = { reservations: capabilities.reservations, nameValue: nameByFingerprint(keys) };
  const eventStore = personalEventStore(capabilities.eventStore, keys);
  const live = liveGenerations({ ...capabilities, registry: capabilities.viewRegistry });
  const views = followedViews(system, { ...capabilities, eventStore, live });
  const handling: CommandHandling = {
    ...capabilities,
    eventStore,
    snapshots: personalSnapshotStore(capabilities.snapshots, keys),
    readFact: readsFacts(system.facts, { eventStore, readerOf: views.readerOf }),
  };
  const asStored = { ...{ parkingLot, failures, clock, tracing }, ...parkingOf(capabilities) };
  const publications = modules.flatMap(publicationOf);
  const delivery: Delivery = { ...asStored, decrypt: decryptingWith(keys) };

  const following = { ...capabilities, ...delivery, eventStore };
  const handlerOf = handlersOf(everyModuleOf(system), { ...handling, ...reserving });
  const marked = (subscriber: Subscriber): MeasuredSubscriber => measuredByMarks(subscriber, capabilities.feedMarks);
  const processes = processesOf(system, handlerOf, { ...delivery, eventStore, hints: capabilities.deadlineHints });
  const followers: Subscribers = {
    ...measuredViews(system, following),
    publishing: marked(publisher({ ...delivery, bus: capabilities.bus, publications })),
    archive: marked(archiver({ ...capabilities, ...asStored })),
    processes: processes.map(({ subscriber }) => marked(subscriber)),
    maintenance: [
      ...modules.flatMap(confirmerOf({ ...delivery, ...reserving, eventStore })),
      eraser({ ...capabilities, ...asStored, erasedBy: erasuresOf(modules) }),
    ].map(marked),
  };
  const feeds = feedGroupsOf(followers);
  const subscribers = feeds.flatMap((feed) => feed.subscribers);
  const builds = buildingWith(capabilities, builtOf(followers));
  const assertIsReadable = assertReadable(system);

  return {
    /** Handles the commands of an aggregate that the system declares. */
    handlerOf,

    ...views,

    /**
     * Shows the past of an entity as a view would have shown it, to a reader who reaches it; personal values to one who sees
     * them.
     */
    pastOf: <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>) => {
      assertIsReadable(view);
      const remembering = { eventStore, view };
      return { history: historyOf(remembering), asOf: asOf(remembering), difference: differenceOf(remembering) };
    },

    /** The subscribers of the change feed, by feed function. */
    feeds,

    /** All subscribers of the change feed. */
    subscribers,

    /** Builds what subscribers keep from the whole history, in parts. Operators begin and change them by `operate`, which records it. */
    builds,

    /** Tells how old what a query shows may be, if it is known. */
    viewAgeOf: viewAges(system, capabilities, live),

    /** Tells processes of deadlines that have passed. */
    fireDeadlines: firingWith(system, { ...capabilities, live, running: processes }),

    /** Tells a process of a deadline because of a hint, and gives what came of it. Any hint may be lost, repeated, early or late. */
    takeDeadlineHint: hintsTakenBy(processes, capabilities),

    /** Measures how far every subscriber is behind the store, and stores it. */
    measureLag: measureLag({ ...capabilities, subscribers, excuseOf: excusesOf(system, live, builds) }),

    /** Shows where processes stand, and what became of each. */
    processes: shownProcesses(system, { eventStore, readerOf: views.readerOf }),

    /** Tells what followed from a request, across streams, and what messages it became. */
    followedFrom: followedFrom(
      capabilities.correlatedCommits,
      messagesAbout(system, capabilities, capabilities.takenBy),
    ),

    /** Maps the events of a stream to their messages anew, and sends nothing. */
    publishedFrom: publishedFrom({ eventStore, publications }),

    ...operatingWith(system, capabilities, { eventStore, subscribers, live, builds, processes }),
  };
};

/** How this process parks. */
const parkingOf = ({ build, parking }: Capabilities) => ({
  failing: new Set<string>(),
  ...(build !== undefined && { build }),
  ...(parking !== undefined && { parking }),
});
