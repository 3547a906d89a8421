import { mergePropertyChanges, type Typed } from '../messages/index.ts';
import { messageState, type MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import { moveToDeadLetters, type DeathCause } from './dead-letter.ts';
import type { Entity } from './entity.ts';
import { condition, Refusal } from './refusal.ts';
import { releaseHeld } from './release.ts';
import { lockEnd } from './receive.ts';

/** What a receiver decided about a message. `properties` are application properties to set on it. */
export type Settlement =
  | { readonly type: 'complete' }
  | { readonly type: 'abandon'; readonly properties: ReadonlyMap<string, Typed> }
  | { readonly type: 'defer'; readonly properties: ReadonlyMap<string, Typed> }
  | { readonly type: 'dead-letter'; readonly cause: DeathCause };

/** Settles a locked message. @throws Refusal when the lock is lost; nothing has then changed. */
export function settle(broker: Broker, entity: Entity, lockToken: Uint8Array, settlement: Settlement): void {
  const row = lockedMessage(broker, entity, lockToken);
  broker.storage.turns.join();
  switch (settlement.type) {
    case 'complete':
      broker.storage.messages.remove(row);
      break;
    case 'abandon':
      releaseHeld(broker, withProperties(row, settlement.properties), { countDelivery: true });
      break;
    case 'defer':
      defer(broker, entity, withProperties(row, settlement.properties));
      break;
    case 'dead-letter':
      moveToDeadLetters(broker, row, settlement.cause);
      break;
  }
}

/** Extends a message's own lock and gives its new end. @throws Refusal when the lock is lost. */
export function renewLock(broker: Broker, entity: Entity, lockToken: Uint8Array): number {
  const row = lockedMessage(broker, entity, lockToken);
  const lockedUntil = broker.now() + entity.properties.lockDuration;
  broker.storage.turns.join();
  broker.storage.messages.update({ ...row, lockedUntil: row.session === null ? lockedUntil : null });
  return lockedUntil;
}

function lockedMessage(broker: Broker, entity: Entity, lockToken: Uint8Array): MessageRow {
  const row = broker.storage.messages.byLock(lockToken);
  const end = row?.entity === entity.id ? lockEnd(broker, entity, row) : null;
  if (row && end !== null && end > broker.now()) return row;
  throw entity.properties.requiresSession
    ? new Refusal(condition.sessionLockLost, 'The session lock was lost. Request a new session receiver.')
    : new Refusal(
        condition.messageLockLost,
        'The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.',
      );
}

/** Deferring counts as a delivery: received again, the message shows that it has been delivered before. */
function defer(broker: Broker, entity: Entity, row: MessageRow): void {
  broker.storage.messages.update({
    ...row,
    state: messageState.deferred,
    deliveryCount: row.deliveryCount + (entity.kind === 'dead-letter' ? 0 : 1),
    lockToken: null,
    lockedUntil: null,
  });
}

function withProperties(row: MessageRow, properties: ReadonlyMap<string, Typed>): MessageRow {
  return { ...row, propertyChanges: mergePropertyChanges(row.propertyChanges, properties) };
}
