import type { Entity } from './entity.ts';

/** The exclusive right of one receiver to a session. Lives in memory: a restart ends every connection and so every lock. */
export interface SessionLock {
  readonly entity: Entity;
  readonly session: string;
  /** The connection that holds it; session operations from elsewhere are refused. */
  readonly connection: object;
  /** Milliseconds since 1970. */
  lockedUntil: number;
  /**
   * Whether it ends then. One of a receiver that receives and deletes lasts as long as its link: nothing that it was given
   * could come again, and no SDK of Azure renews it.
   */
  readonly expires: boolean;
  /** Tells the holder that the lock has expired. */
  readonly lost: () => void;
}

/** Someone who waits for any free session of an entity. */
export interface SessionWaiter {
  readonly entity: Entity;
  /** Called with the name of a session that has messages and is free; it is the waiter's to lock. */
  granted(session: string): void;
}

/** Which sessions are locked, which are free with messages, and who waits for one. */
export interface SessionLocks {
  find(entity: Entity, session: string): SessionLock | undefined;
  add(lock: SessionLock): void;
  remove(lock: SessionLock): void;
  all(): Iterable<SessionLock>;
  /** The session may have messages: unless it is locked, it is offered to whoever waits next. */
  offer(entity: Entity, session: string): void;
  /** Takes the free session that has been waiting longest; `isReady` checks that it still has messages. */
  takeReady(entity: Entity, isReady: (session: string) => boolean): string | undefined;
  addWaiter(waiter: SessionWaiter): void;
  removeWaiter(waiter: SessionWaiter): void;
  /** The waiter that is next for an entity. */
  nextWaiter(entity: Entity): SessionWaiter | undefined;
}

/** Opens the register. */
export function openSessionLocks(): SessionLocks {
  const locks = new Map<string, SessionLock>();
  const ready = new Map<number, Set<string>>();
  const waiters = new Map<number, Set<SessionWaiter>>();

  return {
    find: (entity, session) => locks.get(keyOf(entity, session)),
    add: (lock) => void locks.set(keyOf(lock.entity, lock.session), lock),
    remove(lock) {
      const key = keyOf(lock.entity, lock.session);
      if (locks.get(key) === lock) locks.delete(key);
    },
    all: () => locks.values(),
    offer(entity, session) {
      if (!locks.has(keyOf(entity, session))) setOf(ready, entity.id).add(session);
    },
    takeReady(entity, isReady) {
      const sessions = setOf(ready, entity.id);
      for (const session of sessions) {
        sessions.delete(session);
        if (!locks.has(keyOf(entity, session)) && isReady(session)) return session;
      }
      return undefined;
    },
    addWaiter: (waiter) => void setOf(waiters, waiter.entity.id).add(waiter),
    removeWaiter: (waiter) => void waiters.get(waiter.entity.id)?.delete(waiter),
    nextWaiter: (entity) => waiters.get(entity.id)?.values().next().value,
  };
}

function keyOf(entity: Entity, session: string): string {
  return `${entity.id}/${session}`;
}

function setOf<Value>(sets: Map<number, Set<Value>>, key: number): Set<Value> {
  const found = sets.get(key) ?? new Set<Value>();
  sets.set(key, found);
  return found;
}
