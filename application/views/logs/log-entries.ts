import type { EventOf, EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { LogSourceDeclaration } from '../../../domain/modelling/log.ts';
import { positionOf } from '../../../domain/modelling/position.ts';
import type { StoredRecord } from '../../streams/event-codec.ts';
import { namingFailures } from '../fold-commits.ts';
import { loggedChanges, type LoggedChanges } from './log-changes.ts';

/** An entry about an event, with what it has changed. */
export interface NewEntry<Entry> extends Partial<LoggedChanges> {
  readonly version: number;
  /** See {@link positionOf}. */
  readonly position: string;
  readonly entry: Entry;
}

/** What a log knows of a stream at a version, and the entries about the events before it. */
export interface LoggedStream<Folded, Entry> {
  readonly version: number;
  readonly folded: Folded | undefined;
  readonly entries: readonly NewEntry<Entry>[];
}

/** A stream before its first event. */
export const nothingLogged: LoggedStream<never, never> = { version: 0, folded: undefined, entries: [] };

/**
 * Adds the entry about one more event, where it is of the version `from` or later: earlier ones are only folded. An error names the
 * log, the event, its version and its stream.
 */
export const loggingInto = <Types extends EventTypes, Folded extends object, Entry extends object>(
  name: string,
  { source, fold, changes, entry: entryOf }: LogSourceDeclaration<Types, Folded, Entry>,
  from = 1,
) =>
  namingFailures(
    `The log ${name} cannot keep`,
    (before: LoggedStream<Folded, Entry>, recorded: StoredRecord<EventOf<Types>>): LoggedStream<Folded, Entry> => {
      const { version } = recorded;
      const folded = fold?.(before.folded, recorded);
      const entry = version < from ? undefined : entryOf(recorded, before.folded);
      if (entry === undefined) return { version, folded, entries: before.entries };
      const changed = changes === undefined ? {} : loggedChanges(changes, before.folded, folded);
      const position = positionOf(source.category, recorded);
      return { version, folded, entries: [...before.entries, { version, position, entry, ...changed }] };
    },
  );
