import { setTimeout as pause } from 'node:timers/promises';
import { ChangeFeedStartFrom, type Container, type FeedRange } from '@azure/cosmos';
import { Killed, type MortalServer } from './mortal-server.ts';
import type { Commit } from './writer.ts';

/** Follows the change feed of one range, over deaths of the server and splits of the range, on one chain of positions. */
export interface Reader {
  /** What it saw, as `key/version`, in the order in which it came. */
  readonly seen: readonly string[];
  /** Resolves when it was told to stop and has come to the end of the feed since. */
  readonly finished: Promise<void>;
}

export function startReader(server: MortalServer, range: FeedRange, isStopped: () => boolean): Reader {
  const seen: string[] = [];
  const read = async (): Promise<void> => {
    for (let position: string | undefined; ;) {
      const isLast = isStopped();
      const page = await whenAlive(() => server.use((container) => nextPage(container, position ?? range)));
      seen.push(...page.commits.map(({ key, version }) => `${key}/${version}`));
      position = page.position ?? position;
      if (page.isEnd && isLast) return;
      if (page.isEnd) await pause(5);
    }
  };
  return { seen, finished: read() };
}

/** Everything that a range holds, from its beginning, as `key/version`. */
export async function readOnce(server: MortalServer, range: FeedRange): Promise<readonly string[]> {
  const reader = startReader(server, range, () => true);
  await reader.finished;
  return reader.seen;
}

interface Page {
  readonly commits: readonly Commit[];
  readonly position: string | undefined;
  /** There is nothing more now. */
  readonly isEnd: boolean;
}

// So small that batches lie across the ends of pages all the time.
const pageSize = 7;

/** A new iterator for every page: only the position is carried on, as by a reader that dies after each page. */
async function nextPage({ items }: Container, from: FeedRange | string): Promise<Page> {
  const start = typeof from === 'string' ? ChangeFeedStartFrom.Continuation(from) : ChangeFeedStartFrom.Beginning(from);
  const changeFeedStartFrom = start as unknown as ChangeFeedStartFrom; // it is typed as another class
  const feed = items.getChangeFeedIterator<Commit>({ changeFeedStartFrom, maxItemCount: pageSize });
  const { result, statusCode, continuationToken } = await feed.readNext();
  const isEnd = statusCode === 304;
  return { commits: isEnd ? [] : result, position: continuationToken, isEnd };
}

/** Tries again with the next server when one died. */
async function whenAlive<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
}
