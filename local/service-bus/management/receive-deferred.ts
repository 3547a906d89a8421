import { heldSession, receiveDeferred } from '../entities/index.ts';
import { amqp, mapOf, numberOf, textOf, type Typed } from '../messages/index.ts';
import { numbersOf, type Operation } from './operation.ts';

/** The settle mode of a receiver that locks; the other deletes. */
const settledByReceiver = 1;

/** Receives deferred messages by their numbers: all of them, or none. */
export const receiveBySequenceNumber: Operation = ({ broker, connection, entity }, body) => {
  const session = textOf(body.get('session-id'));
  if (entity.properties.requiresSession && session !== null) heldSession(broker, entity, session, connection);
  const mode = numberOf(body.get('receiver-settle-mode')) === settledByReceiver ? 'peek-lock' : 'receive-and-delete';
  const deliveries = receiveDeferred(broker, entity, { sequences: numbersOf(body, 'sequence-numbers'), session, mode });
  const items = deliveries.map(({ row, encoded }) => {
    const entries: [string, Typed][] = [['message', amqp.wrap_binary(encoded)]];
    if (row.lockToken) entries.push(['lock-token', amqp.wrap_uuid(row.lockToken)]);
    return mapOf(entries);
  });
  return mapOf([['messages', amqp.List32(items)]]);
};
