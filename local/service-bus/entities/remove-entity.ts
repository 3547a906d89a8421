import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import { entityNotFound } from './refusal.ts';

/**
 * Removes a queue, a subscription, or a topic with its subscriptions. Their messages and dead letters go with them, and
 * the links to them end.
 */
export function removeEntity(broker: Broker, entity: Entity): void {
  for (const subscription of broker.directory.subscriptionsOf(entity)) removeEntity(broker, subscription);
  for (const place of broker.directory.deadLettersOf(entity)) removeEntity(broker, place);
  broker.visits.evict(entity, entityNotFound(entity.path));
  broker.directory.remove(entity);
}
