import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { Commit } from '../streams/commit.ts';
import { isErasure, type Erasures } from './erasures.ts';
import type { KeyDocuments } from './key-documents.ts';
import type { PersonalKeys } from './personal-keys.ts';

/** What erasing needs from outside. */
export interface Erasing extends Omit<Delivery, 'reveal'> {
  readonly keys: PersonalKeys;
  /** The archive's copies of the keys. */
  readonly archivedKeys: Pick<KeyDocuments, 'destroy'>;
  readonly erasedBy: Erasures;
}

/** The name under which erasures follow the feed. */
export const eraserName = 'erasure';

/**
 * Destroys the key of an erased subject, and its copy in the archive, so that events, snapshots and the archive cannot be read any
 * more. Both may be repeated, so a crash between them is repaired by the next delivery. Views and reservations follow the same
 * event on their own, and consumers of messages follow its contract.
 */
export const eraser = ({ keys, archivedKeys, erasedBy, parkingLot, clock }: Erasing): Subscriber => {
  const take = async (streamId: string, commits: readonly Commit[]) => {
    if (!commits.some((commit) => isErasure(erasedBy, commit))) return 'notApplicable';
    await keys.destroy(streamId);
    await archivedKeys.destroy(streamId);
    return 'applied';
  };
  return {
    name: eraserName,
    deliver: (documents, by) => deliverByStream(eraserName, { parkingLot, clock, by }, documents, take),
  };
};
