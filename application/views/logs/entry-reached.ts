import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Log, LogSourceDeclaration } from '../../../domain/modelling/log.ts';
import { EventNotTaken } from '../../feed/failed-delivery.ts';
import type { Reached, StreamVersion } from '../../feed/measured-subscriber.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readableEvents } from '../../streams/readable-events.ts';
import { logKey, type LogDocument } from './log-document.ts';
import { loggingInto, nothingLogged } from './log-entries.ts';
import type { ReadModel } from '../read-model.ts';

/** The ports of {@link entryReached}. */
export interface SeekingEntries {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: Pick<ReadModel<LogDocument>, 'find'>;
}

/**
 * Says of a version whether a log has the last entry of its stream as far as it goes. A stream that cannot be read or folded counts as
 * missing, and one of which nothing is logged does not concern the log.
 */
export const entryReached = <Entry extends object>(
  log: Log<Entry>,
  { eventStore, readModel }: SeekingEntries,
): ((commit: StreamVersion) => Promise<Reached>) => {
  const reachedIn =
    ({ streamId, version }: StreamVersion) =>
    async <Types extends EventTypes, Folded extends object>(
      source: LogSourceDeclaration<Types, Folded, Entry>,
    ): Promise<Reached> => {
      const { records } = await readableEvents(source.source, eventStore, streamId);
      if ((records.at(-1)?.version ?? 0) < version) return 'missing';
      const upTo = records.filter((recorded) => recorded.version <= version);
      const last = upTo.reduce(loggingInto(log.name, source), nothingLogged).entries.at(-1);
      if (last === undefined) return 'notConcerned';
      const key = logKey(log, { streamId, version: last.version }, last.entry);
      return (await readModel.find(key)) === undefined ? 'missing' : 'reached';
    };

  return async (commit) => {
    const source = log.sources.find(({ category }) => category === commit.category);
    if (source === undefined) return 'notConcerned';
    try {
      return await source.withTypes(reachedIn(commit));
    } catch (error) {
      if (error instanceof EventNotTaken) return 'missing'; // as the subscriber fails on it, too
      throw error;
    }
  };
};
