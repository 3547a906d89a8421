import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import type { SessionWaiter } from './session-locks.ts';

/** Gives a session with messages to the receiver that has been waiting longest for one. */
export function offerSession(broker: Broker, entity: Entity, session: string): void {
  broker.sessions.offer(entity, session);
  const waiter = broker.sessions.nextWaiter(entity);
  if (waiter) grantNext(broker, waiter);
}

/** Waits for a free session with messages; calls back at once when there is one. */
export function awaitSession(broker: Broker, waiter: SessionWaiter): void {
  broker.sessions.addWaiter(waiter);
  grantNext(broker, waiter);
}

function grantNext(broker: Broker, waiter: SessionWaiter): void {
  const { messages } = broker.storage;
  const hasMessages = (session: string): boolean =>
    messages.available(waiter.entity.id, session, broker.now(), 1).length > 0;
  const session = broker.sessions.takeReady(waiter.entity, hasMessages);
  if (session === undefined) return;
  broker.sessions.removeWaiter(waiter);
  waiter.granted(session);
}
