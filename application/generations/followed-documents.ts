import type { DocumentKey } from '../views/read-model.ts';
import { followGenerations, type Following, type ReadableGeneration } from './followed-generations.ts';
import type { ReadableDocuments } from './readable-documents.ts';
import { settledRead, type SettlingGeneration, type Shown } from './settled-read.ts';

/**
 * The documents of whichever generation is live. For a minute after a switch a document is answered only once both generations have
 * reached its version: then that of the live one, which after a way back is the one that is not at fault. Lists follow the live generation without waiting: they may be a batch apart.
 */
export const followedDocuments = <Shape>(
  viewName: string,
  generations: readonly ReadableGeneration<ReadableDocuments<Shape>>[],
  following: Following,
): ReadableDocuments<Shape> => {
  const followed = followGenerations(viewName, generations, following);
  return {
    find: async (key) => {
      const { live, beside } = await followed();
      if (beside === undefined) return live.find(key);
      return settledRead({ live: settling(live, key), beside: settling(beside, key) }, following.patience);
    },
    list: async (request) => (await followed()).live.list(request),
    count: async (filter) => (await followed()).live.count(filter),
  };
};

type FoundDocument<Shape> = Awaited<ReturnType<ReadableDocuments<Shape>['find']>>;

/** A damaged document shows nothing: its reader folds the events, which are never behind. */
const settling = <Shape>(
  { find }: ReadableDocuments<Shape>,
  key: DocumentKey,
): SettlingGeneration<FoundDocument<Shape>, Shown> => ({
  read: async () => {
    const found = await find(key);
    const isShown = found !== undefined && found.damage === undefined;
    return { answer: found, shows: isShown ? [{ id: key.id, version: found.version }] : [] };
  },
  isReached: async ({ version }) => {
    const found = await find(key);
    return found !== undefined && (found.damage !== undefined || found.version >= version);
  },
});
