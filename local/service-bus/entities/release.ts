import type { MessageRow } from '../storage/index.ts';
import { entityOf, type Broker } from './broker.ts';
import { moveToDeadLetters } from './dead-letter.ts';

/** How a delivery ended without being settled. */
export interface ReleaseOptions {
  /** Whether it counts towards the limit of deliveries. */
  readonly countDelivery: boolean;
}

/**
 * Gives a locked message back: deferred ones stay deferred, others are available again at their old place. A message
 * delivered too often goes to the dead letters instead, except from the dead letters themselves.
 */
export function releaseHeld(broker: Broker, row: MessageRow, { countDelivery }: ReleaseOptions): void {
  const entity = entityOf(broker, row);
  const isCounted = countDelivery && entity.kind !== 'dead-letter';
  const deliveryCount = row.deliveryCount + (isCounted ? 1 : 0);
  const released = { ...row, deliveryCount, lockToken: null, lockedUntil: null };
  if (isCounted && deliveryCount >= entity.properties.maxDeliveryCount) {
    moveToDeadLetters(broker, released, {
      reason: 'MaxDeliveryCountExceeded',
      description: `Message could not be consumed after ${entity.properties.maxDeliveryCount} delivery attempts.`,
    });
    return;
  }
  broker.storage.turns.join();
  broker.storage.messages.update(released);
  broker.deliveries.wake(row.entity, row.session);
}
