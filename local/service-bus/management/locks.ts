import { renewLock } from '../entities/index.ts';
import { amqp, mapOf } from '../messages/index.ts';
import { uuidsOf, type Operation } from './operation.ts';

/** Extends the locks of messages. */
export const renewLocks: Operation = ({ broker, entity }, body) => {
  const expirations = uuidsOf(body, 'lock-tokens').map((token) => renewLock(broker, entity, token));
  return mapOf([['expirations', amqp.wrap_array(expirations, amqp.Timestamp.typecode)]]);
};
