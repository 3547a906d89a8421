import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import type { SessionLock } from './session-locks.ts';

/** The state that the application keeps with a session; null when it has none. */
export function sessionState(broker: Broker, { entity, session }: SessionLock): Uint8Array | null {
  return broker.storage.sessionStates.get(entity.id, session);
}

/** Keeps the application's state with a session, also when the session has no messages; null removes it. */
export function setSessionState(broker: Broker, { entity, session }: SessionLock, state: Uint8Array | null): void {
  broker.storage.turns.join();
  broker.storage.sessionStates.set(entity.id, session, state);
}

/** Names the sessions of an entity that have messages or a state, in order. */
export function sessionNames(broker: Broker, entity: Entity, page: { skip: number; top: number }): string[] {
  return broker.storage.sessionStates.names(entity.id, page.top, page.skip);
}
