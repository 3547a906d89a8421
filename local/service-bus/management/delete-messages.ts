import { condition, deleteMessages, heldSession, Refusal } from '../entities/index.ts';
import { amqp, mapOf, numberOf, textOf } from '../messages/index.ts';
import { requireNumber, type Operation } from './operation.ts';

/** The most that one request deletes ("Batch delete messages in Azure Service Bus", of the Premium tier). */
const most = 4000;

/** Deletes the oldest messages without receiving them; of a session only over the connection that holds it. */
export const batchDeleteMessages: Operation = ({ broker, connection, entity }, body) => {
  const limit = requireNumber(body, 'message-count');
  if (limit < 1 || limit > most)
    throw new Refusal(condition.argument, `One request deletes 1 to ${most} messages, not ${limit}.`);
  const wanted = textOf(body.get('session-id'));
  if (entity.properties.requiresSession && wanted === null)
    throw new Refusal(condition.notAllowed, `'${entity.path}' requires sessions: name the one to delete from.`);
  const session = entity.properties.requiresSession ? wanted : null;
  if (session !== null) heldSession(broker, entity, session, connection);
  const before = numberOf(body.get('enqueued-time-utc')) ?? broker.now() + 1;
  const deleted = deleteMessages(broker, entity, { limit, before, session });
  return deleted === 0 ? undefined : mapOf([['message-count', amqp.wrap_int(deleted)]]);
};
