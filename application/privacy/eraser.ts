import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { Commit } from '../streams/commit.ts';
import type { PersonalKeys } from './personal-keys.ts';

/** What erasing needs from outside. */
export interface Erasing extends Omit<Delivery, 'reveal'> {
  readonly keys: PersonalKeys;
  /** By category, the event after which nothing may be known of a stream's subject. */
  readonly erasedBy: ReadonlyMap<string, string>;
}

/** The name under which erasures follow the feed. */
export const eraserName = 'erasure';

/**
 * Destroys the key of an erased subject, so that events, snapshots and the archive cannot be read any more. That may be repeated.
 * Views and reservations follow the same event on their own, and consumers of messages follow its contract.
 */
export const eraser = ({ keys, erasedBy, parkingLot, clock }: Erasing): Subscriber => {
  const take = async (streamId: string, commits: readonly Commit[]) => {
    const isErased = ({ category, events }: Commit): boolean =>
      events.some(({ type }) => type === erasedBy.get(category));
    if (!commits.some(isErased)) return 'notApplicable';
    await keys.destroy(streamId);
    return 'applied';
  };
  return {
    name: eraserName,
    deliver: (documents, by) => deliverByStream(eraserName, { parkingLot, clock, by }, documents, take),
  };
};
