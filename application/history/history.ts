import type { CallerId, CommandId, EntityId } from '../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { changesBetween, type Change } from '../streams/changes.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import { readableEvents } from '../streams/readable-events.ts';
import type { EventStore } from '../streams/event-store.ts';
import { streamOfDocument } from '../../domain/modelling/document-place.ts';
import type { Fold, View } from '../../domain/modelling/view.ts';
import { reachesView, type Reach, type Reader } from '../callers/reach.ts';
import { maskEvents } from './mask-events.ts';

/** One event: who caused it, when, its data in today's shape, and which values of the view it changed. */
export interface HistoryEntry {
  readonly version: number;
  readonly type: string;
  readonly at: string;
  readonly actor: CallerId;
  readonly commandId: CommandId;
  readonly correlationId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly changes: readonly Change[];
}

/** A part of the history of one entity, oldest first. */
export interface History {
  /** The version of the entity: that of its newest entry, which may not be among these. */
  readonly version: number;
  readonly entries: readonly HistoryEntry[];
}

/** Which entries of a history: those of versions above `after` (0 if not given), at most so many (all if not given). */
export interface HistoryPart {
  readonly after?: number;
  readonly atMost?: number;
}

/** A point in an entity's life: a version, or a moment (ISO 8601, UTC). */
export type PointInTime = { readonly version: number } | { readonly at: string };

/** The entity whose past is read, and the view that it is shown as. */
export interface Remembering<Types extends EventTypes, Shape extends object> {
  readonly eventStore: EventStore;
  readonly view: Pick<View<Types, Shape>, 'source' | 'alsoOf' | 'fold' | 'identifiedBy' | 'owner'>;
}

/**
 * The events of an entity as its reader sees them: none where the current view is out of reach; the events are read all the same.
 * Personal values are masked before the fold, so that nothing derived from them is visible either.
 * Where they cannot all be read, those before the damage say whose it is.
 */
const recordedEvents = async <Types extends EventTypes, Shape extends object>(
  { eventStore, view }: Remembering<Types, Shape>,
  { reach, personalReach }: Reader,
  entityId: EntityId,
): Promise<readonly StoredRecord<EventOf<Types>>[]> => {
  const { source, fold, owner } = view;
  const streamId = streamOfDocument(view, entityId);
  const { records: events, failure } = await readableEvents(source, eventStore, streamId);
  const isWithin = (within: Reach): boolean =>
    within === 'all' ||
    owner === 'everybody' ||
    reachesView(within, owner, events.reduce<Shape | undefined>(fold, undefined));
  if (!isWithin(reach)) return [];
  if (failure !== undefined) throw failure;
  return personalReach !== 'none' && isWithin(personalReach) ? events : maskEvents(source.events, events);
};

/**
 * What happened to an entity, in the order of its versions; undefined when nothing did. Straight from the events, so never late.
 */
export const historyOf =
  <Types extends EventTypes, Shape extends object>(remembering: Remembering<Types, Shape>) =>
  async (
    reader: Reader,
    entityId: EntityId,
    { after = 0, atMost = Infinity }: HistoryPart = {},
  ): Promise<History | undefined> => {
    const { fold, identifiedBy } = remembering.view;
    const events = await recordedEvents(remembering, reader, entityId);
    const earlier = events.filter(({ version }) => version <= after);
    let view = earlier.reduce<Shape | undefined>(fold, undefined);
    const entries = events.slice(earlier.length, earlier.length + atMost).map((recorded) => {
      const before = view;
      view = fold(view, recorded);
      return entryOf(recorded, changesBetween(before, view, identifiedBy));
    });
    const last = events.at(-1);
    return last === undefined ? undefined : { version: last.version, entries };
  };

const entryOf = (
  { event, version, commit }: StoredRecord<{ readonly type: string; readonly data: HistoryEntry['data'] }>,
  changes: readonly Change[],
): HistoryEntry => ({
  version,
  type: event.type,
  at: commit.recordedAt,
  actor: commit.actor,
  commandId: commit.commandId,
  correlationId: commit.correlationId,
  data: event.data,
  changes,
});

/** The view at a point in time, and the entity's version then. */
export interface AsOf<Shape> {
  readonly view: Shape;
  readonly version: number;
}

/** The entity as it was at a version, also within a commit, or at a moment; undefined when there was no view then. */
export const asOf =
  <Types extends EventTypes, Shape extends object>(remembering: Remembering<Types, Shape>) =>
  async (reader: Reader, entityId: EntityId, point: PointInTime): Promise<AsOf<Shape> | undefined> => {
    const { view, version } =
      pastOf(remembering.view.fold, await recordedEvents(remembering, reader, entityId), point) ?? {};
    return view === undefined || version === undefined ? undefined : { view, version };
  };

/**
 * The values that differ between `from` and `to`, in either order. Versions start at 0: before the first event there is no view.
 */
export interface Difference {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Change[];
}

/** The difference between two points of an entity's life; undefined when there is no such entity, or one is after its end. */
export const differenceOf =
  <Types extends EventTypes, Shape extends object>(remembering: Remembering<Types, Shape>) =>
  async (reader: Reader, entityId: EntityId, from: PointInTime, to: PointInTime): Promise<Difference | undefined> => {
    const { fold, identifiedBy } = remembering.view;
    const events = await recordedEvents(remembering, reader, entityId);
    const [before, after] = [pastOf(fold, events, from), pastOf(fold, events, to)];
    if (events.length === 0 || before === undefined || after === undefined) return undefined;
    return { from: before.version, to: after.version, changes: changesBetween(before.view, after.view, identifiedBy) };
  };

/**
 * The view at a point, and the version then: 0 before the first event. Undefined after the last version. The past of a moment
 * ends before the first event that was recorded later, also where an older release has stored times that go back.
 */
const pastOf = <Event, Shape>(
  fold: Fold<Event, Shape>,
  events: readonly StoredRecord<Event>[],
  point: PointInTime,
): { readonly view: Shape | undefined; readonly version: number } | undefined => {
  if ('version' in point && point.version > (events.at(-1)?.version ?? 0)) return undefined;
  const later = events.findIndex(({ version, recordedAt }) =>
    'version' in point ? version > point.version : Date.parse(recordedAt) > Date.parse(point.at),
  );
  const past = later < 0 ? events : events.slice(0, later);
  return { view: past.reduce<Shape | undefined>(fold, undefined), version: past.at(-1)?.version ?? 0 };
};
