import { markScheduled, readStoredMessage, type IncomingMessage } from '../messages/index.ts';
import { messageState, type MessageRow } from '../storage/index.ts';
import { entityOf, type Broker } from './broker.ts';
import { enqueue } from './enqueue.ts';
import { enqueueingOf } from './enqueueing.ts';
import type { Entity } from './entity.ts';
import { condition, Refusal } from './refusal.ts';

/** Stores a message until its time comes. The number given is good for peeking and cancelling, not for receiving. */
export function schedule(broker: Broker, target: Entity, message: IncomingMessage): number {
  const { storage } = broker;
  const now = broker.now();
  storage.turns.join();
  const sequence = storage.entities.reserveSequences(target.id, 1);
  const { payload } = enqueueingOf(message);
  storage.messages.insert({
    entity: target.id,
    sequence,
    enqueuedSequence: sequence,
    state: messageState.scheduled,
    enqueuedAt: now,
    dueAt: message.scheduledAt ?? now,
    expiresAt: null,
    session: target.properties.requiresSession ? message.sessionId : null,
    deliveryCount: 0,
    lockToken: null,
    lockedUntil: null,
    payload: storage.messages.insertPayload(1, payload),
    deadLetterSource: null,
    propertyChanges: null,
  });
  return sequence;
}

/** Removes a message that is still waiting for its time. @throws Refusal message-not-found. */
export function cancelScheduled(broker: Broker, entity: Entity, sequence: number): void {
  const row = broker.storage.messages.bySequence(entity.id, sequence);
  if (row?.state !== messageState.scheduled)
    throw new Refusal(condition.messageNotFound, `There is no scheduled message ${sequence} in '${entity.path}'.`);
  broker.storage.turns.join();
  broker.storage.messages.remove(row);
}

/** Enqueues a message whose time has come, as if it were sent now: with a new number, and past the rules of now. */
export function activateScheduled(broker: Broker, row: MessageRow): void {
  const message = readStoredMessage(broker.storage.messages.payloadOf(row), row.propertyChanges);
  broker.storage.turns.join();
  broker.storage.messages.remove(row);
  const hasWaited = row.dueAt !== null && row.dueAt > row.enqueuedAt;
  enqueue(broker, entityOf(broker, row), [enqueueingOf(hasWaited ? markScheduled(message) : message)]);
}
