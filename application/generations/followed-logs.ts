import type { Log } from '../../domain/modelling/log.ts';
import type { DeclaredQuery } from '../../domain/modelling/query.ts';
import type { Page } from '../paging.ts';
import type { After } from '../views/after.ts';
import { entryReached } from '../views/logs/entry-reached.ts';
import { logStorage, type LogDocument, type LogEntry } from '../views/logs/log-document.ts';
import { logReaders, type LogReaders, type LogSearch, type QueryingLog } from '../views/logs/log-query.ts';
import type { Projected, ReadModel } from '../views/read-model.ts';
import { everyGeneration, followGenerations, type Following, type ReadableGeneration } from './followed-generations.ts';
import { hasComeTo } from './has-come-to.ts';
import { settledRead, type SettlingGeneration, type Shown } from './settled-read.ts';

/** The ports of queries for a log of whichever generation is live. */
export interface FollowingLogs extends Omit<QueryingLog, 'readModel'>, Following {
  readonly readModel: (storage: ReturnType<typeof logStorage>) => ReadModel<LogDocument>;
}

/** One generation of a log. */
interface ReadableLog<Entry> {
  readonly readers: LogReaders<Entry>;
  readonly hasCome: (after: After) => Promise<boolean>;
}

/**
 * Reads the entries of whichever generation is live. For a minute after a switch a page is answered only once both generations have
 * come to the events that it shows, and who waits for an entry waits for it in both.
 */
export const followedLog = <Entry extends object>(log: Log<Entry>, following: FollowingLogs): LogReaders<Entry> => {
  const generations = readablesOf(log, following);
  return {
    search: (query) => {
      const searches = generations.map(({ generation, readable: { readers, hasCome } }) => ({
        generation,
        readable: { search: readers.search(query), hasCome },
      }));
      const followed = followGenerations(log.viewName, searches, following);
      return {
        for: (reader) => ({
          list: async (request) => {
            const { live, beside } = await followed();
            const read = ({ search }: typeof live) => search.for(reader).list(request);
            if (beside === undefined) return read(live);
            const settled = (each: typeof live) => settling(() => read(each), each.hasCome);
            return settledRead({ live: settled(live), beside: settled(beside) }, following.patience);
          },
          count: async (filter) => (await followed()).live.search.for(reader).count(filter),
          waitFor: async (...asked) => {
            const { live, beside } = await followed();
            const found = await Promise.all([
              live.search.for(reader).waitFor(...asked),
              beside?.search.for(reader).waitFor(...asked),
            ]);
            return found[0];
          },
        }),
      };
    },
  };
};

type LogPage<Entry> = Page<Projected<LogEntry<Entry>>>;

/** An entry never changes, so each is something of its own. */
const settling = <Entry>(
  list: () => Promise<LogPage<Entry>>,
  hasCome: ReadableLog<Entry>['hasCome'],
): SettlingGeneration<LogPage<Entry>, Shown & After> => ({
  read: async () => {
    const answer = await list();
    const shows = answer.items.map(({ version, view: { streamId } }) => ({
      ...{ id: `${streamId}:${version}`, version },
      streamId,
    }));
    return { answer, shows };
  },
  isReached: hasCome,
});

const readablesOf = <Entry extends object>(
  log: Log<Entry>,
  following: FollowingLogs,
): readonly ReadableGeneration<ReadableLog<Entry>>[] => {
  const ports = { ...following, readModel: following.readModel(logStorage(log)) };
  const categories = log.sources.map(({ category }) => category);
  const readable = { readers: logReaders(log, ports), hasCome: hasComeTo(categories, entryReached(log, ports)) };
  return everyGeneration(log, readable, {
    open: (former) =>
      former.withTypes<readonly ReadableGeneration<ReadableLog<object>>[]>((each) => readablesOf(each, following)),
    shownAs: ({ readers, hasCome }, shown) => ({ readers: shownAs(readers, shown), hasCome }),
  });
};

/** What the engine keeps beside an entry is the same in all generations. */
const shownAs = <Entry extends object>(
  { search }: LogReaders<object>,
  shown: (entry: unknown) => Entry,
): LogReaders<Entry> => {
  const entryShown = ({ view, version }: Projected<LogEntry<object>>): Projected<LogEntry<Entry>> => {
    const { streamId, position, changes, ...entry } = view;
    return { version, view: { ...shown(entry), streamId, position, ...(changes && { changes }) } };
  };
  return {
    search: <const Query extends DeclaredQuery>(query: Query) => {
      const searched = search(query);
      return {
        for: (reader): LogSearch<Query, Entry> => {
          const { list, ...others } = searched.for(reader);
          const listShown = async (request: Parameters<typeof list>[0]): Promise<LogPage<Entry>> => {
            const page = await list(request);
            return { ...page, items: page.items.map(entryShown) };
          };
          return { ...others, list: listShown };
        },
      };
    },
  };
};
