import { amqp, mergePropertyChanges } from '../messages/index.ts';
import { messageState, type MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import type { Enqueueing } from './enqueueing.ts';
import type { Entity } from './entity.ts';

/** The row of a message that arrives in an entity now. */
export function newRow(
  broker: Broker,
  entity: Entity,
  message: Enqueueing,
  identity: Pick<MessageRow, 'sequence' | 'enqueuedSequence' | 'payload'>,
): MessageRow {
  const now = broker.now();
  const lifetime = effectiveTimeToLive(entity, message.timeToLive);
  return {
    ...identity,
    entity: entity.id,
    state: messageState.active,
    enqueuedAt: now,
    dueAt: null,
    expiresAt: lifetime === null ? null : now + lifetime,
    session: entity.properties.requiresSession ? message.sessionId : null,
    deliveryCount: 0,
    lockToken: null,
    lockedUntil: null,
    deadLetterSource: message.deadLetterSource,
    propertyChanges: null,
  };
}

/** The same row among the dead letters, where nobody can receive it before it has died. */
export function deadOnArrival(
  row: MessageRow,
  owner: Entity,
  cause: { reason: string; description: string },
): MessageRow {
  const changes = new Map([
    ['DeadLetterReason', amqp.wrap_string(cause.reason)],
    ['DeadLetterErrorDescription', amqp.wrap_string(cause.description)],
  ]);
  return { ...row, deadLetterSource: owner.path, propertyChanges: mergePropertyChanges(null, changes) };
}

/** The shorter of what the sender and the entity want; dead letters live for ever. */
export function effectiveTimeToLive(entity: Entity, timeToLive: number | null): number | null {
  if (entity.kind === 'dead-letter') return null;
  const ofEntity = entity.properties.defaultMessageTimeToLive;
  if (timeToLive === null || ofEntity === null) return timeToLive ?? ofEntity;
  return Math.min(timeToLive, ofEntity);
}
