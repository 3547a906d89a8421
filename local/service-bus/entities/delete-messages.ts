import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import { condition, Refusal } from './refusal.ts';

/** Which messages are to be deleted: the oldest that are active and that no receiver holds. */
export interface DeleteRange {
  readonly limit: number;
  /** Only what was enqueued before this moment, in milliseconds since 1970. */
  readonly before: number;
  /** Of one session; null on entities without sessions. */
  readonly session: string | null;
}

/** Deletes messages without receiving them, and tells how many there were. @throws Refusal for topics. */
export function deleteMessages(broker: Broker, entity: Entity, { limit, before, session }: DeleteRange): number {
  if (entity.kind === 'topic')
    throw new Refusal(condition.notAllowed, `Messages of topic '${entity.path}' are deleted from its subscriptions.`);
  broker.storage.turns.join();
  return broker.storage.removal.oldest({ entity: entity.id, limit, before, session });
}
