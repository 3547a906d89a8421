import { Undeliverable } from '../undeliverable.ts';
import { schemaVersionOf, type EventOf, type EventType, type EventTypes } from '../../domain/modelling/aggregate.ts';
import { holdsPersonalData, personalPathsIn } from '../../domain/modelling/personal.ts';
import type { Recorded } from '../../domain/modelling/recorded.ts';
import { entityIdOf, firstVersionOf, type Commit, type StoredEvent } from './commit.ts';
import type { NewCommit, NewEvent } from './event-store.ts';

/** A commit that this code cannot read: an unknown event type, a newer or an invalid shape. */
export class UnreadableCommit extends Undeliverable {
  override readonly name: string = 'UnreadableCommit';
}

/** An event as it is read from the store: with its place in its stream, and the commit that it came in. */
export interface StoredRecord<Event> extends Recorded<Event> {
  readonly commit: Commit;
}

/**
 * Encodes decided events in the newest version of their shapes. The encoding function throws for an event of an undeclared
 * type or with an invalid shape, so that every stored event can be read back.
 */
export const encodeEvents = <Types extends EventTypes>(types: Types) => {
  const isPersonal = holdsPersonalData(types);
  const encode = (event: EventOf<Types>): NewEvent => {
    const type = declaredEventType(types, event.type);
    const data = type.schema.parse(event.data);
    const personal = isPersonal ? personalPathsIn(type.schema, data) : [];
    const stored = { type: event.type, schemaVersion: schemaVersionOf(type), data };
    return personal.length === 0 ? stored : { ...stored, personal };
  };
  return ([first, ...others]: readonly [EventOf<Types>, ...EventOf<Types>[]]): NewCommit['events'] => [
    encode(first),
    ...others.map(encode),
  ];
};

/** The events of commits in today's shapes, each with its version. Throws {@link UnreadableCommit} naming stream and version. */
export type Decode = <Types extends EventTypes>(
  types: Types,
  commits: readonly Commit[],
) => readonly StoredRecord<EventOf<Types>>[];

/** See {@link Decode}. */
export const decodeCommits: Decode = (types, commits) => commits.flatMap((commit) => decodeCommit(types, commit));

/** Decodes each commit, as the object that it is, once for the types of each aggregate. */
export const decodeOnce = (): Decode => {
  const known = new WeakMap<Commit, Map<EventTypes, readonly StoredRecord<AnyEvent>[]>>();
  return <Types extends EventTypes>(types: Types, commits: readonly Commit[]) =>
    commits.flatMap((commit) => {
      const byTypes = known.get(commit) ?? new Map<EventTypes, readonly StoredRecord<AnyEvent>[]>();
      known.set(commit, byTypes);
      const records = byTypes.get(types) ?? decodeCommit(types, commit);
      byTypes.set(types, records);
      return records.filter((record): record is StoredRecord<EventOf<Types>> => isOfTheseTypes(types, record.event));
    });
};

type AnyEvent = EventOf<EventTypes>;

const decodeCommit = <Types extends EventTypes>(
  types: Types,
  commit: Commit,
): readonly StoredRecord<EventOf<Types>>[] =>
  commit.events.map((stored, index) => {
    const version = firstVersionOf(commit) + index;
    try {
      return recordOf(decodeEvent(types, stored), version, commit);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UnreadableCommit(`${stored.type} at version ${version} of ${commit.streamId}: ${reason}`, { cause });
    }
  });

const recordOf = <Event>(event: Event, version: number, commit: Commit): StoredRecord<Event> => ({
  event,
  category: commit.category,
  entityId: entityIdOf(commit),
  version,
  recordedAt: commit.recordedAt,
  actor: commit.actor,
  correlationId: commit.correlationId,
  commit,
});

/** One event in today's shape. Throws where its type or shape is not known. */
const decodeEvent = <Types extends EventTypes>(types: Types, stored: StoredEvent): EventOf<Types> => {
  const { schema, upcasts } = declaredEventType(types, stored.type);
  if (stored.schemaVersion > upcasts.length + 1)
    throw new Error(`schema version ${stored.schemaVersion} is newer than this code knows`);
  const latest = upcasts.slice(stored.schemaVersion - 1).reduce((data: unknown, upcast) => upcast(data), stored.data);
  const event = { type: stored.type, data: schema.parse(latest) };
  if (!isOfTheseTypes(types, event)) throw new Error('the event type is unknown');
  return event;
};

/** The declaration of a type of events. Throws where there is none. */
export const declaredEventType = (types: EventTypes, name: string): EventType => {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) throw new Error('the event type is unknown');
  return type;
};

/** The schema of the named type has parsed the data: all that the type says. */
const isOfTheseTypes = <Types extends EventTypes>(
  types: Types,
  event: { readonly type: string; readonly data: unknown },
): event is EventOf<Types> => Object.hasOwn(types, event.type);
