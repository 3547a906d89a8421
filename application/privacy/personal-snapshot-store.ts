import { snapshotSchema, type NewSnapshot, type Snapshot, type SnapshotStore } from '../streams/snapshot-store.ts';
import type { PersonalKey, PersonalKeys } from './personal-keys.ts';
import { sealedIn, textOf } from './personal-values.ts';

/**
 * A snapshot store in which what is known of a person lies sealed as a whole, under the key of the stream. Of somebody who was
 * erased there is no snapshot, whatever the store still holds.
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
    if (key !== 'erased') await stored.save(concealed(snapshot, key));
  },
});

/** What is personal in a snapshot: the state, and the digests of what was asked. */
const content = snapshotSchema.pick({ state: true, receipts: true });

const placeOf = ({ streamId, version }: Snapshot): string => JSON.stringify(['snapshot', streamId, version]);

const concealed = (snapshot: NewSnapshot, key: PersonalKey): NewSnapshot => {
  const { state, receipts } = snapshot;
  return {
    ...snapshot,
    isPersonal: false,
    state: textOf(key.seal(JSON.stringify({ state, receipts }), placeOf(snapshot))),
    receipts: receipts.map(([version, commandId, , ...others]) => [version, commandId, null, ...others]),
  };
};
