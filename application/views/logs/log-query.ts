import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Log, LogSourceDeclaration } from '../../../domain/modelling/log.ts';
import type { DeclaredQuery } from '../../../domain/modelling/query.ts';
import { reachesView, type Reach, type Reader } from '../../callers/reach.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readingOn } from '../../streams/readable-events.ts';
import { inStream, waitFor, type After, type NotThere } from '../after.ts';
import { foldingOn } from '../folding-on.ts';
import { logKey, type LogDocument, type LogEntry } from './log-document.ts';
import { loggingInto, nothingLogged, type LoggedStream } from './log-entries.ts';
import { reachableLog, type ReadingLog } from './reachable-log.ts';
import type { ReadModel } from '../read-model.ts';
import { assertDeclaredQuery, searchOf, type Search } from '../search.ts';
import type { Patience } from '../patience.ts';
import { withinReach } from '../within-reach.ts';

/** The ports of queries for a log. */
export interface QueryingLog extends ReadingLog {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: Pick<ReadModel<LogDocument>, 'find' | 'list' | 'count'>;
  readonly patience: () => Patience;
}

/** Asks a declared query of a log for one reader. */
export interface LogSearch<Query extends DeclaredQuery, Entry> extends Search<Query, LogEntry<Entry>> {
  /**
   * Waits a little until the entry about an event is there; not for an event that is not logged. Asked for one partition, it is looked
   * for there first: one request. A reader of its own finds 'nothing' at the second look for all else, so that it learns nothing
   * of what others do.
   */
  readonly waitFor: (after: After, partition?: string) => Promise<'there' | NotThere>;
}

/** The readers of one log, each for one caller. */
export interface LogReaders<Entry> {
  readonly search: <const Query extends DeclaredQuery>(
    query: Query,
  ) => { readonly for: (reader: Reader) => LogSearch<Query, Entry> };
}

/** The readers of one log. `search` throws for a query that the log does not declare, before anybody has asked. */
export const logReaders = <Entry extends object>(
  log: Log<Entry>,
  { eventStore, patience, ...stores }: QueryingLog,
): LogReaders<Entry> => {
  const { readModel } = stores;

  /** Looks for the entry about an event where the events say that it is. 'unreached': it may be that of another owner. */
  const lookingByEvents =
    (reach: Reach, after: After) =>
    <Types extends EventTypes, Folded extends object>(source: LogSourceDeclaration<Types, Folded, Entry>) => {
      const read = readingOn(source.source, eventStore, after.streamId);
      const start: LoggedStream<Folded, Entry> = nothingLogged;
      const fold = foldingOn(start, loggingInto(log.name, source, after.version));
      return async (looks: number): Promise<'there' | 'unreached' | NotThere> => {
        const events = await read();
        const written = inStream(after, events, looks);
        const [logged] = fold(events.records.filter(({ version }) => version <= after.version)).entries;
        if (written !== 'there' || logged === undefined) return reach === 'all' ? written : 'unreached';
        if (!reachesView(reach, log.owner, logged.entry)) return 'unreached';
        return (await readModel.find(logKey(log, after, logged.entry))) === undefined ? { found: 'late' } : 'there';
      };
    };

  const awaitEntry = async ({ reach }: Reader, after: After, partition: string | undefined) => {
    const source = log.sources.find(({ category }) => after.streamId.startsWith(`${category}-`));
    const within = withinReach(log, reach)(partition === undefined ? {} : { partition });
    if (source === undefined || within === 'nothing') return { found: 'nothing' } as const;
    const byEvents = source.withTypes(lookingByEvents(reach, after));
    const inPartition = async (): Promise<'there' | 'unreached' | undefined> => {
      if (within.partition === undefined) return undefined;
      const id = `${after.streamId}:${after.version}`;
      const found = await readModel.find({ id, partition: within.partition });
      return found && (reachesView(reach, log.owner, found.view) ? 'there' : 'unreached');
    };
    return waitFor(patience(), async (looks) => {
      const found = (await inPartition()) ?? (await byEvents(looks));
      return found === 'unreached' ? { found: looks > 1 ? 'nothing' : 'late' } : found;
    });
  };

  return {
    search: <const Query extends DeclaredQuery>(query: Query) => {
      assertDeclaredQuery(log, query);
      return {
        for: (reader: Reader): LogSearch<Query, Entry> => ({
          ...searchOf<Query, LogEntry<Entry>>(reachableLog(log, stores, reader), query),
          waitFor: (after, partition) => awaitEntry(reader, after, partition),
        }),
      };
    },
  };
};
