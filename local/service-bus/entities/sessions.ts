import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import { condition, Refusal } from './refusal.ts';
import { releaseHeld } from './release.ts';
import type { SessionLock } from './session-locks.ts';
import { offerSession } from './session-offers.ts';

/** Who wants a session lock. */
export type SessionHolder = Pick<SessionLock, 'connection' | 'expires' | 'lost'>;

/** Locks a named session, with messages or without. @throws Refusal when another receiver holds it. */
export function lockSession(broker: Broker, entity: Entity, session: string, holder: SessionHolder): SessionLock {
  if (broker.sessions.find(entity, session))
    throw new Refusal(
      condition.sessionCannotBeLocked,
      `The requested session '${session}' cannot be accepted. It may be locked by another receiver.`,
    );
  const lockedUntil = broker.now() + entity.properties.lockDuration;
  const lock: SessionLock = { ...holder, entity, session, lockedUntil };
  broker.sessions.add(lock);
  return lock;
}

/** Extends a session's lock, and with it those of its messages. */
export function renewSessionLock(broker: Broker, lock: SessionLock): number {
  lock.lockedUntil = broker.now() + lock.entity.properties.lockDuration;
  return lock.lockedUntil;
}

/**
 * Ends a session's lock; its unsettled messages are available again, in their old order.
 *
 * `countDelivery` tells whether they count as delivered: not when the receiver closed the session, but when its lock
 * expired or its connection broke ("Message sessions" in Microsoft's documentation, section "Impact of delivery count").
 */
export function unlockSession(broker: Broker, lock: SessionLock, countDelivery: boolean): void {
  if (broker.sessions.find(lock.entity, lock.session) !== lock) return;
  broker.sessions.remove(lock);
  const held = broker.storage.messages.heldBySession(lock.entity.id, lock.session);
  for (const row of held) releaseHeld(broker, row, { countDelivery });
  offerSession(broker, lock.entity, lock.session);
}

/** The lock that a connection holds on a session. @throws Refusal session-lock-lost. */
export function heldSession(broker: Broker, entity: Entity, session: string, connection: object): SessionLock {
  const lock = broker.sessions.find(entity, session);
  if (lock?.connection === connection && endOf(lock) > broker.now()) return lock;
  throw new Refusal(
    condition.sessionLockLost,
    'The session lock has expired on the MessageSession. Accept a new MessageSession.',
  );
}

/** When a session's lock ends by itself, in milliseconds since 1970. */
export function endOf({ expires, lockedUntil }: SessionLock): number {
  return expires ? lockedUntil : Infinity;
}
