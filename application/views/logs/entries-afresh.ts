import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Log, LogSourceDeclaration } from '../../../domain/modelling/log.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { foldStream, type FoldedStream } from '../folded-stream.ts';
import { loggingInto, nothingLogged, type LoggedStream, type NewEntry } from './log-entries.ts';

/** An entry, and when its event was recorded. */
export interface FreshEntry<Entry> extends NewEntry<Entry> {
  readonly recordedAt: string | undefined;
}

/** Makes the entries about a stream afresh. */
export type EntriesAfresh<Entry> = (streamId: StreamId) => Promise<FoldedStream<readonly FreshEntry<Entry>[]>>;

/** Makes the entries about a stream afresh. About one of a category that the log does not keep there are none. */
export const entriesAfresh = <Entry extends object>(
  { name, sources }: Pick<Log<Entry>, 'name' | 'sources'>,
  eventStore: Pick<EventStore, 'read'>,
): EntriesAfresh<Entry> => {
  const foldIn =
    (streamId: StreamId) =>
    async <Types extends EventTypes, Folded extends object>(
      declared: LogSourceDeclaration<Types, Folded, Entry>,
    ): Promise<FoldedStream<readonly FreshEntry<Entry>[]>> => {
      const times = new Map<number, string>();
      const start: LoggedStream<Folded, Entry> = nothingLogged;
      const logOne = loggingInto(name, declared);
      const stream = await foldStream<Types, LoggedStream<Folded, Entry>>(
        { source: declared.source, eventStore },
        streamId,
        {
          start,
          fold: (before, recorded) => {
            times.set(recorded.version, recorded.recordedAt);
            return logOne(before, recorded);
          },
        },
      );
      const entries = stream.folded.entries.map((each) => ({ ...each, recordedAt: times.get(each.version) }));
      return { ...stream, folded: entries };
    };

  return async (streamId) => {
    const of = sources.find(({ category }) => streamId.startsWith(`${category}-`));
    return of === undefined
      ? { folded: [], version: 0, recordedAt: undefined, failure: undefined }
      : of.withTypes(foldIn(streamId));
  };
};
