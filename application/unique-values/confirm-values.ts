import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Commit } from '../streams/commit.ts';
import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import type { EventStore } from '../streams/event-store.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { Reserving } from './handle-uniquely.ts';
import { readHeldValue } from './held-value.ts';
import { ValueHeldTwice } from './reservations.ts';
import type { UniqueValue } from '../../domain/modelling/unique-value.ts';

/** What confirming values needs from outside. */
export interface Confirming extends Delivery, Reserving {
  readonly eventStore: EventStore;
}

/** After so many new commits of a stream while its value is confirmed, the batch is delivered again. */
const maximumReads = 5;

/**
 * Keeps the reservations of a unique value in step with the events: the value that a stream has is confirmed, values that it had
 * are released. It reads the whole stream as it is now, so late, repeated and reordered batches change nothing.
 */
export const confirmValues = <Events extends EventTypes>(
  source: { readonly category: string; readonly events: Events },
  unique: UniqueValue<EventOf<Events>, unknown>,
  { eventStore, reservations, nameValue, ...delivery }: Confirming,
): Subscriber => {
  const take = async (streamId: StreamId, commits: readonly Commit[]) => {
    if (commits[0]?.category !== source.category) return 'notApplicable';
    for (let read = 0; read < maximumReads; read += 1) {
      const { held, head } = await readHeldValue(streamId, source, unique, eventStore);
      const kept = held === undefined ? undefined : await nameValue(unique.name, held);
      const answer = kept === undefined ? 'confirmed' : await reservations.confirm(kept, streamId);
      for (const name of await reservations.namesOf(streamId))
        if (name !== kept) await reservations.release(name, head);
      if (await eventStore.hasNext(head)) continue; // what was read is outdated, and the value may belong to another stream by now
      if (answer === 'confirmed') return 'applied';
      throw new ValueHeldTwice(`The ${unique.name} of ${streamId} belongs to another stream.`);
    }
    throw new Error(`${streamId} got new commits ${maximumReads} times while its ${unique.name} was confirmed.`);
  };

  return {
    name: unique.name,
    deliver: (delivered, by) => deliverByStream(unique.name, { ...delivery, by }, delivered, take),
  };
};
