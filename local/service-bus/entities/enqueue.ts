import type { IncomingMessage } from '../messages/index.ts';
import { messageState, type MessageRow, type Payload } from '../storage/index.ts';
import { amqp, mergePropertyChanges } from '../messages/index.ts';
import type { Broker } from './broker.ts';
import { deadLetterPath, type Entity } from './entity.ts';
import { matchSubscriptions, type Match } from './fan-out.ts';
import { offerSession } from './sessions.ts';

/** A message on its way into an entity. */
export interface Enqueueing {
  readonly payload: Payload;
  readonly sessionId: string | null;
  /** Milliseconds; null for ever. */
  readonly timeToLive: number | null;
}

/** Appends messages to a queue, or to every subscription of a topic whose rules they pass. In order. */
export function enqueue(broker: Broker, target: Entity, messages: readonly Enqueueing[]): void {
  if (messages.length === 0) return;
  broker.storage.turns.join();
  const first = broker.storage.entities.reserveSequences(target.id, messages.length);
  messages.forEach((message, index) => {
    if (target.kind === 'topic') publish(broker, target, message, first + index);
    else append(broker, target, message, { sequence: first + index, enqueuedSequence: first + index });
  });
}

function publish(broker: Broker, topic: Entity, message: Enqueueing, topicSequence: number): void {
  const matches = matchSubscriptions(broker, topic, message);
  // What no action has changed is stored once, however many copies there are.
  const sharing = matches.filter((match) => match.message === message).length;
  const shared = sharing > 0 ? broker.storage.messages.insertPayload(sharing, message.payload) : 0;
  for (const match of matches) {
    const isShared = match.message === message;
    const payload = isShared ? shared : broker.storage.messages.insertPayload(1, match.message.payload);
    appendCopy(broker, match, { payload, topicSequence });
  }
}

function appendCopy(
  broker: Broker,
  { subscription, message, refused }: Match,
  { payload, topicSequence }: { payload: number; topicSequence: number },
): void {
  const target = refused === null ? subscription : broker.directory.get(deadLetterPath(subscription.path));
  const sequence = broker.storage.entities.reserveSequences(target.id, 1);
  const row = newRow(broker, target, message, { sequence, enqueuedSequence: topicSequence, payload });
  insert(broker, target, refused === null ? row : deadOnArrival(row, subscription, refused));
}

function deadOnArrival(row: MessageRow, subscription: Entity, refused: NonNullable<Match['refused']>): MessageRow {
  const changes = new Map([
    ['DeadLetterReason', amqp.wrap_string(refused.reason)],
    ['DeadLetterErrorDescription', amqp.wrap_string(refused.description)],
  ]);
  return { ...row, deadLetterSource: subscription.path, propertyChanges: mergePropertyChanges(null, changes) };
}

function append(
  broker: Broker,
  queue: Entity,
  message: Enqueueing,
  numbers: { sequence: number; enqueuedSequence: number },
): void {
  const payload = broker.storage.messages.insertPayload(1, message.payload);
  insert(broker, queue, newRow(broker, queue, message, { ...numbers, payload }));
}

function insert(broker: Broker, entity: Entity, row: MessageRow): void {
  broker.storage.messages.insert(row);
  if (row.session === null) broker.deliveries.wake(entity.id, null);
  else if (broker.sessions.find(entity, row.session)) broker.deliveries.wake(entity.id, row.session);
  else offerSession(broker, entity, row.session);
}

function newRow(
  broker: Broker,
  entity: Entity,
  { sessionId, timeToLive }: Enqueueing,
  identity: Pick<MessageRow, 'sequence' | 'enqueuedSequence' | 'payload'>,
): MessageRow {
  const now = broker.now();
  const lifetime = effectiveTimeToLive(entity, timeToLive);
  return {
    ...identity,
    entity: entity.id,
    state: messageState.active,
    enqueuedAt: now,
    dueAt: null,
    expiresAt: lifetime === null ? null : now + lifetime,
    session: entity.properties.requiresSession ? sessionId : null,
    deliveryCount: 0,
    lockToken: null,
    lockedUntil: null,
    deadLetterSource: null,
    propertyChanges: null,
  };
}

/** The shorter of what the sender and the entity want; dead letters live for ever. */
export function effectiveTimeToLive(entity: Entity, timeToLive: number | null): number | null {
  if (entity.kind === 'dead-letter') return null;
  const ofEntity = entity.properties.defaultMessageTimeToLive;
  if (timeToLive === null || ofEntity === null) return timeToLive ?? ofEntity;
  return Math.min(timeToLive, ofEntity);
}

/** What is stored of a message as it came in. */
export function enqueueingOf({ header, annotations, bare, sessionId, timeToLive }: IncomingMessage): Enqueueing {
  return { payload: { header, annotations, bare }, sessionId, timeToLive };
}
