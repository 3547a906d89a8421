import { entityIdOf, type Commit } from '../streams/commit.ts';
import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import type { Mailbox } from '../mailbox.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { PersonalKeys } from './personal-keys.ts';

/** What erasing needs from outside. */
export interface Erasing extends Omit<Delivery, 'reveal'> {
  readonly keys: PersonalKeys;
  readonly mailbox: Mailbox;
  /** By category, the event after which nothing may be known of a stream's subject. */
  readonly erasedBy: ReadonlyMap<string, string>;
}

/** The name under which erasures follow the feed. */
export const eraserName = 'erasure';

/**
 * Carries erasures out: destroys the key, so that events, snapshots and the archive cannot be read any more, and removes the mails.
 * Every step may be done again, so a crash between two of them is mended by the next delivery. Views and reservations follow
 * the same event on their own.
 */
export const eraser = ({ keys, mailbox, erasedBy, parkingLot, clock }: Erasing): Subscriber => {
  const take = async (streamId: string, commits: readonly Commit[]) => {
    const [first] = commits;
    const isErased = ({ category, events }: Commit): boolean =>
      events.some(({ type }) => type === erasedBy.get(category));
    if (first === undefined || !commits.some(isErased)) return 'notApplicable';
    await keys.destroy(streamId);
    await mailbox.forget(entityIdOf(first));
    return 'applied';
  };
  return {
    name: eraserName,
    deliver: (documents, by) => deliverByStream(eraserName, { parkingLot, clock, by }, documents, take),
  };
};
