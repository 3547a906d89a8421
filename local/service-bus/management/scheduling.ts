import { cancelScheduled, scheduleAll } from '../entities/index.ts';
import { amqp, asBuffer, entriesOf, itemsOf, mapOf, readIncomingMessage } from '../messages/index.ts';
import { numbersOf, type Operation } from './operation.ts';

/** Takes messages that are to be enqueued later, and gives the numbers to cancel them by. */
export const scheduleMessage: Operation = ({ broker, entity }, body) => {
  const encoded = itemsOf(body.get('messages')).map((item) => entriesOf(item).get('message')?.value as Uint8Array);
  const sequences = scheduleAll(
    broker,
    entity,
    encoded.map((bytes) => readIncomingMessage(asBuffer(bytes))),
  );
  return mapOf([['sequence-numbers', amqp.wrap_array(sequences, amqp.Long.typecode)]]);
};

/** Takes scheduled messages back. */
export const cancelScheduledMessage: Operation = ({ broker, entity }, body) => {
  for (const sequence of numbersOf(body, 'sequence-numbers')) cancelScheduled(broker, entity, sequence);
  return amqp.Map32([]);
};
