import type { IncomingMessage } from '../messages/index.ts';
import type { Broker } from './broker.ts';
import { isDuplicate } from './duplicates.ts';
import { enqueue } from './enqueue.ts';
import { enqueueingOf } from './enqueueing.ts';
import type { Entity } from './entity.ts';
import { condition, entityDisabled, Refusal } from './refusal.ts';
import { schedule } from './schedule.ts';

/** The largest message and the largest batch, in bytes: those of the Standard tier. */
export const maxMessageSize = 262_144;

/**
 * Takes messages from a sender: all of them or, with a Refusal, none. A message whose id has been seen within the
 * window of duplicate detection is taken and dropped.
 */
export function send(broker: Broker, target: Entity, messages: readonly IncomingMessage[]): void {
  messages.forEach((message) => checkSend(target, message));
  const now = broker.now();
  const fresh = withoutDuplicates(broker, target, messages);
  const isScheduled = ({ scheduledAt }: IncomingMessage): boolean => scheduledAt !== null && scheduledAt > now;
  enqueue(broker, target, fresh.filter((message) => !isScheduled(message)).map(enqueueingOf));
  for (const message of fresh.filter(isScheduled)) schedule(broker, target, message);
}

/** Takes messages to be enqueued at their time, and gives the numbers by which they can be cancelled. */
export function scheduleAll(broker: Broker, target: Entity, messages: readonly IncomingMessage[]): number[] {
  messages.forEach((message) => checkSend(target, message));
  const fresh = new Set(withoutDuplicates(broker, target, messages));
  // A dropped duplicate has a number too: one that was never given to a message.
  return messages.map((message) => (fresh.has(message) ? schedule(broker, target, message) : 0));
}

/** @throws Refusal when the entity does not take messages now, or not this one. */
function checkSend({ kind, properties, path }: Entity, message: IncomingMessage): void {
  if (kind !== 'queue' && kind !== 'topic')
    throw new Refusal(condition.notAllowed, `Messages cannot be sent to the ${kind} '${path}'.`);
  if (properties.status === 'Disabled' || properties.status === 'SendDisabled') throw entityDisabled(path);
  if (properties.requiresSession && message.sessionId === null)
    throw new Refusal(condition.notAllowed, `'${path}' requires sessions: the message needs a session id.`);
  const size = sizeOf(message);
  if (size > maxMessageSize)
    throw new Refusal(
      condition.sizeExceeded,
      `A message of ${size} bytes exceeds the limit of ${maxMessageSize} bytes.`,
    );
}

function sizeOf({ header, annotations, bare }: IncomingMessage): number {
  return (header?.length ?? 0) + (annotations?.length ?? 0) + bare.length;
}

/** Also drops duplicates inside one batch: each id is remembered before the next is looked at. */
function withoutDuplicates(
  broker: Broker,
  target: Entity,
  messages: readonly IncomingMessage[],
): readonly IncomingMessage[] {
  return messages.filter(({ messageId }) => !isDuplicate(broker, target, messageId));
}
