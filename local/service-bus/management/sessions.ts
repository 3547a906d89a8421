import { heldSession, renewSessionLock, sessionNames, sessionState, setSessionState } from '../entities/index.ts';
import { amqp, mapOf, numberOf } from '../messages/index.ts';
import { requireText, type Arguments, type Operation, type OperationContext } from './operation.ts';

/** Extends the lock of the session that this connection holds. */
export const renewSession: Operation = (context, body) =>
  mapOf([['expiration', amqp.wrap_timestamp(renewSessionLock(context.broker, held(context, body)))]]);

/** Reads the state that the application keeps with the session. */
export const getSessionState: Operation = (context, body) => {
  const state = sessionState(context.broker, held(context, body));
  return mapOf([['session-state', state ? amqp.wrap_binary(state) : amqp.Null()]]);
};

/** Writes that state; null removes it. */
export const putSessionState: Operation = (context, body) => {
  const state = body.get('session-state')?.value;
  setSessionState(context.broker, held(context, body), state instanceof Uint8Array ? state : null);
  return amqp.Map32([]);
};

/** Names the sessions that have messages or a state. */
export const getMessageSessions: Operation = ({ broker, entity }, body) => {
  const skip = numberOf(body.get('skip')) ?? 0;
  const names = sessionNames(broker, entity, { skip, top: numberOf(body.get('top')) ?? 100 });
  if (names.length === 0) return undefined;
  return mapOf([
    ['skip', amqp.wrap_int(skip + names.length)],
    ['sessions-ids', amqp.wrap_array(names, amqp.Str32.typecode)],
  ]);
};

function held({ broker, entity, connection }: OperationContext, body: Arguments): ReturnType<typeof heldSession> {
  return heldSession(broker, entity, requireText(body, 'session-id'), connection);
}
