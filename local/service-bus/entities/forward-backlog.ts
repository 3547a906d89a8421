import { readStoredMessage } from '../messages/index.ts';
import type { Broker } from './broker.ts';
import { enqueue } from './enqueue.ts';
import { enqueueingOf } from './enqueueing.ts';
import type { Entity } from './entity.ts';

/** How many messages go on at once. */
const step = 500;

/** Sends on what an entity holds since before it was told to forward. */
export function forwardBacklog(broker: Broker, entity: Entity): void {
  if (entity.properties.forwardTo === null) return;
  const { messages, turns } = broker.storage;
  turns.join();
  const next = () => messages.available(entity.id, null, broker.now(), step);
  for (let rows = next(); rows.length > 0; rows = next())
    for (const row of rows) {
      const message = readStoredMessage(messages.payloadOf(row), row.propertyChanges);
      messages.remove(row);
      enqueue(broker, entity, [{ ...enqueueingOf(message), firstSequence: row.enqueuedSequence }]);
    }
}
