import { inParallel } from '../in-parallel.ts';
import type { RestoreTarget } from '../streams/stored-history.ts';
import type { Archive } from './archive.ts';
import { nameOfCommit } from './archived-commit.ts';
import { readLine, streamOrder, type Line } from './stream-order.ts';

/** How a restore ended. */
export type RestoreOutcome =
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'restored'; readonly stored: number; readonly there: number }
  /** The archive cannot be the history of a store: each reason is a sentence. What could be stored is. */
  | { readonly outcome: 'damaged'; readonly reasons: readonly string[] };

/** What a restore works with. */
export interface Restoring {
  readonly archive: Pick<Archive, 'parts'>;
  readonly target: RestoreTarget;
  /** Streams that are written at the same time. */
  readonly streamsAtOnce: number;
  /** Told of the progress: commits in the store so far. */
  readonly progress?: (commits: number) => void;
}

/**
 * Builds a store from the archive: each commit as it was, the commits of a stream in their order. Who is killed in the middle
 * starts it again: it goes on, and compares what is there instead of storing it twice.
 */
export const restoreArchive = async ({
  archive,
  target,
  streamsAtOnce,
  progress,
}: Restoring): Promise<RestoreOutcome> => {
  const start = await target.begin();
  if (start === 'refused') return { outcome: 'refused' };
  const order = streamOrder();
  const counts = { stored: 0, there: 0 };
  const reasons: string[] = [];

  const putAll = async (commits: readonly Line[]): Promise<void> => {
    for (const commit of commits) {
      const outcome = await target.put(JSON.parse(commit.text));
      if (outcome === 'different') reasons.push(`${nameOfCommit(commit)} is already there, and differs.`);
      else counts[outcome] += 1;
    }
  };
  for await (const { from, lines } of archive.parts()) {
    const commits = lines.flatMap((text) => {
      const read = readLine(text);
      if (read === undefined) reasons.push(`${from} holds a line that is no commit: ${text.slice(0, 200)}`);
      return read ?? [];
    });
    await inParallel(streamsAtOnce, order.next(commits), putAll);
    progress?.(counts.stored + counts.there);
  }
  reasons.push(...order.left().map((commit) => `${nameOfCommit(commit)} does not follow what is before it.`));
  if (reasons.length > 0) return { outcome: 'damaged', reasons };
  await target.end();
  return { outcome: 'restored', ...counts };
};
