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
 * one. It is then the document of the live generation, which after a way back is the one that is not at fault. Where one generation
 * stays behind for longer than the patience allows, the newer document is answered.
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

/**
 * Finds the document of the live generation once both have the same version. Where one stays behind for longer than the patience
 * allows, or its document is damaged, finds the newer of both.
 */
const findSettled = async <Shape>(
  [live, beside]: readonly [ReadableDocuments<Shape>, ReadableDocuments<Shape>],
  key: DocumentKey,
  { within, pause }: Patience,
): Promise<FoundDocument<Shape>> => {
  let [shown, other] = await Promise.all([live.find(key), beside.find(key)]);
  for (let looks = 1; versionOf(shown) !== versionOf(other); looks += 1) {
    const isBehind = versionOf(shown) < versionOf(other);
    const [newer, behind] = isBehind ? [other, shown] : [shown, other];
    if (behind?.damage !== undefined || !(await pause(looks))) return newer;
    const again = await within((isBehind ? live : beside).find(key));
    if (again === 'late') return newer;
    if (isBehind) shown = again;
    else other = again;
  }
  return shown ?? other;
};

/** A damaged document has none: its reader folds the events, which are never behind. */
const versionOf = <Shape>(found: FoundDocument<Shape>): number => found?.version ?? 0;
