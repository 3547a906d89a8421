import type { Broker } from './broker.ts';
import { deadLetterPath, type Entity } from './entity.ts';
import { unlockSession } from './sessions.ts';

/** Removes a queue, a subscription, or a topic with its subscriptions; their messages and dead letters go with them. */
export function removeEntity(broker: Broker, entity: Entity): void {
  for (const subscription of broker.directory.subscriptionsOf(entity)) removeEntity(broker, subscription);
  for (const lock of [...broker.sessions.all()].filter((held) => held.entity.id === entity.id)) {
    unlockSession(broker, lock, false);
    lock.lost();
  }
  const deadLetters = broker.directory.find(deadLetterPath(entity.path));
  if (deadLetters) broker.directory.remove(deadLetters);
  broker.directory.remove(entity);
}
