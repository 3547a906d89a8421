import type { StreamId } from '../../domain/modelling/ids.ts';
import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { Commit } from '../streams/commit.ts';
import { isErasure, type Erasures } from './erasures.ts';
import type { KeyDocuments } from './key-documents.ts';
import type { PersonalKeys } from './personal-keys.ts';

/** What the eraser works with. */
export interface Erasing extends Omit<Delivery, 'decrypt'> {
  readonly keys: PersonalKeys;
  /** The archive's copies of the keys. */
  readonly archivedKeys: Pick<KeyDocuments, 'destroy'>;
  readonly erasedBy: Erasures;
}

/** The subscriber's name. */
export const eraserName = 'erasure';

/**
 * Destroys the key of an erased subject and the archive's copy of it. Its personal values in events, snapshots and the archive
 * are unreadable from then on. Both steps can be repeated: after a crash between them the next delivery finishes the work.
 * Views and reservations handle the same event themselves; consumers of messages handle its contract.
 */
export const eraser = ({ keys, archivedKeys, erasedBy, ...delivery }: Erasing): Subscriber => {
  const take = async (streamId: StreamId, commits: readonly Commit[]) => {
    if (!commits.some((commit) => isErasure(erasedBy, commit))) return 'notApplicable';
    await keys.destroy(streamId);
    await archivedKeys.destroy(streamId);
    return 'applied';
  };
  return {
    name: eraserName,
    deliver: (delivered, by) => deliverByStream(eraserName, { ...delivery, by }, delivered, take),
  };
};
