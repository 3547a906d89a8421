import type { StreamId, Subject } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import type { Digest } from '../streams/commit-hash.ts';
import type { RestoreTarget } from '../streams/stored-history.ts';
import { isErasure, type Erasures } from '../privacy/erasures.ts';
import { subjectsInDocument } from '../privacy/personal-values.ts';
import type { Archive } from './archive.ts';
import { nameOfCommit } from './archived-commit.ts';
import { commitChain, type Hashes } from './commit-chain.ts';
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
      /** The subjects whose key the archive lacks: their personal values cannot be read. */
      readonly withoutKey: readonly string[];
    }
  /**
   * The archive is not the history that was written: it lacks commits, or they do not follow their hashes. Each reason is a
   * sentence. The commits that could be stored are stored.
   */
  | { readonly outcome: 'damaged'; readonly reasons: readonly string[] };

/** What a restore reads from and writes to. */
export interface Restoring extends ArchivedKeys {
  readonly archive: Pick<Archive, 'parts'>;
  readonly target: RestoreTarget;
  readonly digest: Digest;
  /** Heads of streams that were written down before: each of these commits must be in the archive. */
  readonly knownHeads?: Hashes;
  /** The events after which a key is destroyed, also when the archive's copy of it is older. */
  readonly erasedBy: Erasures;
  /** Streams that are written at the same time. */
  readonly streamsAtOnce: number;
  /** Called with the number of commits in the store so far. */
  readonly progress?: (commits: number) => void;
}

/**
 * Fills a store from the archive: each commit unchanged, the commits of a stream in order, and the keys of personal data. Follows
 * the hashes of each stream. Can be started again after it was killed: it continues, and compares existing commits instead of
 * storing them twice.
 */
export const restoreArchive = async ({
  archive,
  target,
  digest,
  knownHeads,
  streamsAtOnce,
  progress,
  erasedBy,
  ...keys
}: Restoring): Promise<RestoreOutcome> => {
  const start = await target.begin();
  if (start === 'refused') return { outcome: 'refused' };
  const sorted = streamOrder();
  const chain = oncePerCommit(commitChain('the archive', digest, knownHeads));
  const counts = { stored: 0, there: 0 };
  const reasons: string[] = [];
  const subjects = new Set<Subject>();
  const erased = new Set<StreamId>();

  const putAll = async (commits: readonly Line[]): Promise<void> => {
    for (const commit of commits) {
      const document: unknown = JSON.parse(commit.text);
      const outcome = await target.put(document);
      chain.add(commit, document);
      for (const subject of subjectsInDocument(document)) subjects.add(subject);
      if (isErasure(erasedBy, commit)) erased.add(commit.streamId);
      if (outcome === 'different') reasons.push(`${nameOfCommit(commit)} is already there, and differs.`);
      else counts[outcome] += 1;
    }
  };
  for await (const { from, lines } of archive.parts()) {
    const commits = lines.flatMap((text) => {
      const read = readLine(text);
      if (read === undefined) reasons.push(`${from} holds a line that is not a commit: ${text.slice(0, 200)}`);
      return read ?? [];
    });
    await inParallel(streamsAtOnce, sorted.next(commits), putAll);
    progress?.(counts.stored + counts.there);
  }
  reasons.push(...sorted.left().map((commit) => `${nameOfCommit(commit)} does not follow what is before it.`));
  reasons.push(...chain.breaks());
  const { withoutKey, differences } = await restoreKeys({ subjects, erased }, keys);
  reasons.push(...differences);
  if (reasons.length > 0) return { outcome: 'damaged', reasons };
  await target.end();
  return { outcome: 'restored', ...counts, withoutKey };
};

/** The archive may repeat a commit; a chain takes each once. Those of a stream are added in order. */
const oncePerCommit = (chain: ReturnType<typeof commitChain>) => {
  const heads = new Map<string, number>();
  return {
    add: ({ streamId, version }: Line, document: unknown): void => {
      if (version <= (heads.get(streamId) ?? 0)) return;
      heads.set(streamId, version);
      chain.add(document);
    },
    breaks: () => chain.end().breaks,
  };
};
