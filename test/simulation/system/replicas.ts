import type { DocumentKey, ReadModel } from '../../../application/views/read-model.ts';

type Found<Shape> = Awaited<ReturnType<ReadModel<Shape>['find']>>;

/** What each document of a view was before its last change. All hosts have the same replicas. */
export type Replica = Map<string, unknown>;

/**
 * A read model of which a replica answers at times, as `isBehind` says, that has not got the last change of a document yet: it is as it
 * was before, or not there. Of a document that was saved through it, it shows no older one. Saves go by the etag of the document as it is.
 */
export const withReplica = <Shape extends object>(
  readModel: ReadModel<Shape>,
  before: Replica,
  isBehind: (key: DocumentKey) => boolean,
): ReadModel<Shape> => {
  const saved = new Set<string>();
  const nameOf = ({ id, partition }: DocumentKey): string => JSON.stringify([partition, id]);
  return {
    ...readModel,
    find: async (key) => {
      const name = nameOf(key);
      if (saved.has(name) || !before.has(name) || !isBehind(key)) return readModel.find(key);
      return before.get(name) as Found<Shape>;
    },
    save: async (key, document, etag) => {
      const found = await readModel.find(key);
      const outcome = await readModel.save(key, document, etag);
      if (outcome === 'conflict') return outcome;
      before.set(nameOf(key), found);
      saved.add(nameOf(key));
      return outcome;
    },
  };
};
