import type { DocumentKey } from '../views/read-model.ts';
import type { Patience } from '../views/patience.ts';
import type { LiveGenerations } from './live-generations.ts';
import type { ReadableDocuments, ReadableGeneration } from './readable-generations.ts';

/** What readers who follow the registry need. */
export interface Following {
  readonly live: Pick<LiveGenerations, 'of'>;
  /** How long a read waits, after a switch, for the generation that is behind. */
  readonly patience: () => Patience;
}

/**
 * The documents of whichever generation is live. After a switch, instances learn of it at different moments, and one generation may
 * be a batch behind the other. So for a minute a document is answered only once both generations have it, at the newest version
 * that this read has found in either: whoever reads next, on any instance and in either generation, finds that version or a newer
 * one. Where one generation stays behind for longer than the patience allows, the newer document is answered.
 * Lists follow the live generation without waiting: they may be a batch apart.
 */
export const followedDocuments = <Shape>(
  viewName: string,
  generations: readonly ReadableGeneration<Shape>[],
  { live, patience }: Following,
): ReadableDocuments<Shape> => {
  const [newest, ...others] = generations;
  if (newest === undefined) throw new Error(`The view ${viewName} has no generation.`);
  if (others.length === 0) return newest.documents;
  const declared = generations.map(({ generation }) => generation);

  const documentsOf = (wanted: number): ReadableDocuments<Shape> =>
    (generations.find(({ generation }) => generation === wanted) ?? newest).documents;

  const current = async (): Promise<ReadableDocuments<Shape>> =>
    documentsOf((await live.of(viewName, declared)).generation);

  return {
    find: async (key) => {
      const { generation, beside } = await live.of(viewName, declared);
      return beside === undefined
        ? documentsOf(generation).find(key)
        : findSettled([documentsOf(generation), documentsOf(beside)], key, patience());
    },
    list: async (request) => (await current()).list(request),
    count: async (filter) => (await current()).count(filter),
  };
};

type FoundDocument<Shape> = Awaited<ReturnType<ReadableDocuments<Shape>['find']>>;

/** Finds the newer of two documents once the other one has reached its version, too. */
const findSettled = async <Shape>(
  [one, other]: readonly [ReadableDocuments<Shape>, ReadableDocuments<Shape>],
  key: DocumentKey,
  patience: Patience,
): Promise<FoundDocument<Shape>> => {
  const [first, second] = await Promise.all([one.find(key), other.find(key)]);
  if (versionOf(first) === versionOf(second)) return first ?? second;
  const [newer, behind] = versionOf(first) > versionOf(second) ? [first, other] : [second, one];
  await waitFor(behind, key, { version: versionOf(newer), patience });
  return newer;
};

const waitFor = async <Shape>(
  { find }: ReadableDocuments<Shape>,
  key: DocumentKey,
  { version, patience: { within, pause } }: { readonly version: number; readonly patience: Patience },
): Promise<void> => {
  for (let looks = 1; await pause(looks); looks += 1) {
    const found = await within(find(key));
    if (found === 'late' || found?.damage !== undefined || versionOf(found) >= version) return;
  }
};

/** A damaged document has none: its reader folds the events, which are never behind. */
const versionOf = <Shape>(found: FoundDocument<Shape>): number => found?.version ?? 0;
