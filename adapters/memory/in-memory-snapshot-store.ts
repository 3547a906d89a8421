import type { SnapshotStore } from '../../application/streams/snapshot-store.ts';
import { documentOfSnapshot, snapshotIn } from '../snapshot-document.ts';

/** A snapshot store that forgets on restart. Snapshots are kept as JSON, so nothing that a caller holds is shared with it. */
export const inMemorySnapshotStore = (): SnapshotStore => {
  const documents = new Map<string, string>();

  return {
    find: async (streamId) => {
      const json = documents.get(streamId);
      return json === undefined ? undefined : snapshotIn(streamId, JSON.parse(json));
    },

    save: async (snapshot) => {
      const document = documentOfSnapshot(snapshot);
      if (document !== undefined) documents.set(snapshot.streamId, JSON.stringify(document));
    },
  };
};
