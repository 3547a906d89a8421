import { peek } from '../entities/index.ts';
import { amqp, mapOf, numberOf, omitBody, textOf } from '../messages/index.ts';
import { requireNumber, type Operation } from './operation.ts';

/** Looks at messages from a sequence number on, without locking them. */
export const peekMessage: Operation = ({ broker, entity }, body) => {
  const messages = peek(broker, entity, {
    fromSequence: requireNumber(body, 'from-sequence-number'),
    limit: numberOf(body.get('message-count')) ?? 1,
    session: textOf(body.get('session-id')),
  });
  if (messages.length === 0) return undefined;
  const shown = body.get('omit-message-body')?.value === true ? messages.map(omitBody) : messages;
  const items = shown.map((message) => mapOf([['message', amqp.wrap_binary(message)]]));
  return mapOf([['messages', amqp.List32(items)]]);
};
