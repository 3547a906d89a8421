import type { EventOf, EventTypes } from '../../domain/aggregate.ts';
import type { Commit } from '../commit.ts';
import { deliverByStream, type Delivery } from '../deliver-by-stream.ts';
import { decodeCommits } from '../event-codec.ts';
import type { EventStore } from '../event-store.ts';
import { StreamHead } from '../stream-head.ts';
import type { Subscriber } from '../subscriber.ts';
import type { Reserving } from './handle-uniquely.ts';
import { ValueHeldTwice } from './reservations.ts';
import type { UniqueValue } from './unique-value.ts';

/** What confirming values needs from outside. */
export interface Confirming extends Delivery, Reserving {
  readonly eventStore: EventStore;
}

/** A stream that moves on so often while it is looked at asks for the batch again. */
const maximumLooks = 5;

/**
 * Makes the reservations of a unique value follow the events: what a stream has is confirmed, what it had is released. It goes by
 * the whole stream as it is now, so batches that are late, repeated or out of order change nothing.
 */
export const confirmValues = <Events extends EventTypes>(
  source: { readonly category: string; readonly events: Events },
  { name, heldAfter }: UniqueValue<EventOf<Events>, unknown>,
  { eventStore, reservations, nameValue, ...delivery }: Confirming,
): Subscriber => {
  /** Answers the head up to which the reservations follow. */
  const settle = async (streamId: string): Promise<StreamHead> => {
    const commits = await eventStore.read(streamId);
    const held = decodeCommits(source.events, commits).reduce<string | undefined>(
      (value, { event }) => heldAfter(value, event),
      undefined,
    );
    const kept = held === undefined ? undefined : await nameValue(name, held);
    if (kept !== undefined && (await reservations.confirm(kept, streamId)) === 'taken')
      throw new ValueHeldTwice(`The ${name} of ${streamId} belongs to another stream.`);
    await reservations.releaseOthers(streamId, kept);
    return StreamHead.beforeFirst(streamId).after(commits);
  };

  const take = async (streamId: string, commits: readonly Commit[]) => {
    if (commits[0]?.category !== source.category) return 'notApplicable';
    for (let look = 0; look < maximumLooks; look += 1) {
      const head = await settle(streamId);
      if (!(await eventStore.hasNext(head))) return 'applied';
    }
    throw new Error(`${streamId} moved on ${maximumLooks} times while its ${name} was looked at.`);
  };

  return { name, deliver: (documents) => deliverByStream(name, delivery, documents, take) };
};
