import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';

/**
 * Whether an entity that detects duplicates has seen a message id within its window. An id that it has not seen is
 * remembered from now on. Entities that do not detect duplicates have seen nothing.
 */
export function isDuplicate(broker: Broker, { id, properties }: Entity, messageId: string): boolean {
  if (!properties.requiresDuplicateDetection) return false;
  const now = broker.now();
  const forgetAt = now + properties.duplicateDetectionHistoryTimeWindow;
  broker.storage.turns.join();
  return !broker.storage.seenMessageIds.remember({ entity: id, messageId, forgetAt, now });
}
