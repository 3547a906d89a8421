import type { IncomingMessage } from '../messages/index.ts';
import type { Broker } from './broker.ts';
import { checkProperties } from './check-properties.ts';
import { isDuplicate } from './duplicates.ts';
import { enqueue } from './enqueue.ts';
import { enqueueingOf } from './enqueueing.ts';
import type { Entity } from './entity.ts';
import { condition, entityDisabled, Refusal } from './refusal.ts';
import { schedule } from './schedule.ts';

/** The largest message and the largest batch that an entity takes, in bytes. */
export function maxMessageSizeOf({ properties }: Entity): number {
  return properties.maxMessageSizeInKilobytes * 1024;
}

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
function checkSend(target: Entity, message: IncomingMessage): void {
  const { kind, properties, path } = target;
  if (kind !== 'queue' && kind !== 'topic')
    throw new Refusal(condition.notAllowed, `Messages cannot be sent to the ${kind} '${path}'.`);
  if (properties.status === 'Disabled' || properties.status === 'SendDisabled') throw entityDisabled(path);
  if (properties.requiresSession && message.sessionId === null)
    throw new Refusal(condition.notAllowed, `'${path}' requires sessions: the message needs a session id.`);
  checkPartitionKey(message);
  const [size, limit] = [sizeOf(message), maxMessageSizeOf(target)];
  if (size > limit)
    throw new Refusal(condition.sizeExceeded, `A message of ${size} bytes exceeds the limit of ${limit} bytes.`);
  checkProperties(message, size);
}

/** A session lies in one partition: its name is the key. @throws Refusal. */
function checkPartitionKey({ partitionKey, sessionId }: IncomingMessage): void {
  if (partitionKey !== null && sessionId !== null && partitionKey !== sessionId)
    throw new Refusal(condition.notAllowed, 'The partition key of a message with a session is its session id.');
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
