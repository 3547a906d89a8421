import { amqp, mergePropertyChanges, readStoredMessage, type Typed } from '../messages/index.ts';
import type { MessageRow } from '../storage/index.ts';
import { entityOf, type Broker } from './broker.ts';
import { isDuplicate } from './duplicates.ts';
import { enqueue } from './enqueue.ts';
import { enqueueingOf } from './enqueueing.ts';
import { deadLetterPath, type Entity } from './entity.ts';
import { passageTo } from './forwarding.ts';
import { condition, Refusal } from './refusal.ts';

/** Why a message is dead. */
export interface DeathCause {
  readonly reason: string | null;
  readonly description: string | null;
  /** Further application properties that the receiver set. */
  readonly properties?: ReadonlyMap<string, Typed>;
}

/**
 * Moves a message to the end of its entity's dead letters, where it keeps its delivery count and says why it died; or
 * on to where the entity forwards its dead letters.
 *
 * @throws Refusal for a message that is a dead letter already.
 */
export function moveToDeadLetters(broker: Broker, row: MessageRow, cause: DeathCause): void {
  const entity = entityOf(broker, row);
  if (entity.kind === 'dead-letter')
    throw new Refusal(condition.notAllowed, 'A message of a dead-letter queue cannot be dead-lettered again.');
  const { storage } = broker;
  storage.turns.join();
  const propertyChanges = mergePropertyChanges(row.propertyChanges, causeProperties(cause));
  if (forwardDeadLetter(broker, entity, { ...row, propertyChanges })) return;
  const deadLetters = broker.directory.get(deadLetterPath(entity.path));
  const sequence = storage.entities.reserveSequences(deadLetters.id, 1);
  storage.messages.update({ ...row, lockToken: null, lockedUntil: null });
  storage.messages.move({ ...row, propertyChanges }, { entity: deadLetters.id, sequence, source: entity.path });
  broker.deliveries.wake(deadLetters.id, null);
}

/** Sends a dead letter on to where its entity wants it; false when it has to stay, as while that place is disabled. */
function forwardDeadLetter(broker: Broker, entity: Entity, row: MessageRow): boolean {
  const to = entity.properties.forwardDeadLetteredMessagesTo;
  if (to === null) return false;
  const { messages } = broker.storage;
  const dead = {
    ...enqueueingOf(readStoredMessage(messages.payloadOf(row), row.propertyChanges)),
    timeToLive: null,
    firstSequence: row.enqueuedSequence,
    deadLetterSource: entity.path,
  };
  const passage = passageTo(broker.directory.find(to), dead, to);
  if (passage.type === 'closed') return false;
  messages.remove(row);
  if (!isDuplicate(broker, passage.goal, dead.messageId)) enqueue(broker, passage.goal, [dead]);
  return true;
}

function causeProperties({ reason, description, properties }: DeathCause): Map<string, Typed> {
  const changes = new Map(properties ?? []);
  if (reason !== null) changes.set('DeadLetterReason', amqp.wrap_string(reason));
  if (description !== null) changes.set('DeadLetterErrorDescription', amqp.wrap_string(description));
  return changes;
}
