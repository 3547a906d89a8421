import { inParallel } from '../in-parallel.ts';
import type { RestoreTarget } from '../streams/stored-history.ts';
import { isErasure, type Erasures } from '../privacy/erasures.ts';
import { subjectsInDocument } from '../privacy/subjects.ts';
import type { Archive } from './archive.ts';
import { nameOfCommit } from './archived-commit.ts';
import { restoreKeys } from './restore-keys.ts';
import type { ArchivedKeys } from './copy-keys.ts';
import { readLine, streamOrder, type Line } from './stream-order.ts';

/** How a restore ended. */
export type RestoreOutcome =
  | { readonly outcome: 'refused' }
  | {
      readonly outcome: 'restored';
      readonly stored: number;
      readonly there: number;
      /** Those whose key the archive does not have: nobody can read their personal values. */
      readonly withoutKey: readonly string[];
    }
  /** The archive cannot be the history of a store: each reason is a sentence. What could be stored is. */
  | { readonly outcome: 'damaged'; readonly reasons: readonly string[] };

/** What a restore works with. */
export interface Restoring extends ArchivedKeys {
  readonly archive: Pick<Archive, 'parts'>;
  readonly target: RestoreTarget;
  /** The events after which a key is destroyed, also when the archive's copy of it is older. */
  readonly erasedBy: Erasures;
  /** Streams that are written at the same time. */
  readonly streamsAtOnce: number;
  /** Told of the progress: commits in the store so far. */
  readonly progress?: (commits: number) => void;
}

/**
 * Builds a store from the archive: each commit as it was, the commits of a stream in their order, and the keys of personal data. Who is killed in the middle
 * starts it again: it goes on, and compares what is there instead of storing it twice.
 */
export const restoreArchive = async ({
  archive,
  target,
  streamsAtOnce,
  progress,
  erasedBy,
  ...keys
}: Restoring): Promise<RestoreOutcome> => {
  const start = await target.begin();
  if (start === 'refused') return { outcome: 'refused' };
  const order = streamOrder();
  const counts = { stored: 0, there: 0 };
  const reasons: string[] = [];
  const subjects = new Set<string>();
  const erased = new Set<string>();

  const putAll = async (commits: readonly Line[]): Promise<void> => {
    for (const commit of commits) {
      const document: unknown = JSON.parse(commit.text);
      const outcome = await target.put(document);
      for (const subject of subjectsInDocument(document)) subjects.add(subject);
      if (isErasure(erasedBy, commit)) erased.add(commit.streamId);
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
  const { withoutKey, differences } = await restoreKeys({ subjects, erased }, keys);
  reasons.push(...differences);
  if (reasons.length > 0) return { outcome: 'damaged', reasons };
  await target.end();
  return { outcome: 'restored', ...counts, withoutKey };
};
