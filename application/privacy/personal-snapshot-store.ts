import { snapshotSchema, type NewSnapshot, type Snapshot, type SnapshotStore } from '../streams/snapshot-store.ts';
import type { PersonalKey, PersonalKeys } from './personal-keys.ts';
import { sealedIn, textOf } from './personal-values.ts';

/**
 * Seals the state of a personal snapshot as a whole under the key of its stream, and opens it on read. There is no snapshot of
 * an erased subject, whatever the store still holds.
 */
export const personalSnapshotStore = (stored: SnapshotStore, keys: PersonalKeys): SnapshotStore => ({
  find: async (streamId) => {
    const found = await stored.find(streamId);
    const sealed = typeof found?.state === 'string' ? sealedIn(found.state) : undefined;
    if (found === undefined || sealed === undefined) return found;
    const key = await keys.toOpen(sealed.subject);
    if (key === 'erased' || key === 'missing') return undefined;
    return { ...found, ...content.parse(JSON.parse(key.open(sealed, placeOf(found)))) };
  },

  save: async (snapshot) => {
    if (snapshot.isPersonal !== true) return stored.save(snapshot);
    const key = await keys.toSeal(snapshot.streamId);
    if (key !== 'erased') await stored.save(encrypted(snapshot, key));
  },
});

/** The personal part of a snapshot: the state, and the receipts with the digests of requests. */
const content = snapshotSchema.pick({ state: true, receipts: true });

const placeOf = ({ streamId, version }: Snapshot): string => JSON.stringify(['snapshot', streamId, version]);

const encrypted = (snapshot: NewSnapshot, key: PersonalKey): NewSnapshot => {
  const { state, receipts } = snapshot;
  return {
    ...snapshot,
    isPersonal: false,
    state: textOf(key.seal(JSON.stringify({ state, receipts }), placeOf(snapshot))),
    receipts: receipts.map(([version, commandId, , ...others]) => [version, commandId, null, ...others]),
  };
};
