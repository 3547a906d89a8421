import { messageState } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import { deadLetterPath, transferDeadLetterPath, type Entity } from './entity.ts';

/** How many messages an entity holds. Active ones include those that a receiver has locked. */
export interface EntityCounts {
  readonly path: string;
  readonly kind: 'queue' | 'topic' | 'subscription';
  readonly active: number;
  readonly deferred: number;
  readonly scheduled: number;
  readonly deadLetter: number;
  /** Messages that could not be forwarded. */
  readonly transferDeadLetter: number;
}

/** Counts the messages of all queues, topics and subscriptions; dead letters stand with their owner. */
export function countMessages(broker: Broker): EntityCounts[] {
  const counts = new Map<string, number>();
  for (const { entity, state, count } of broker.storage.entities.messageCounts())
    counts.set(`${entity}/${state}`, count);
  const count = (entity: Entity | undefined, state: number): number =>
    (entity && counts.get(`${entity.id}/${state}`)) ?? 0;
  return broker.directory.all().flatMap((entity) => {
    if (entity.kind === 'dead-letter') return [];
    const deadLetters = broker.directory.find(deadLetterPath(entity.path));
    const notForwarded = broker.directory.find(transferDeadLetterPath(entity.path));
    return [
      {
        path: entity.path,
        kind: entity.kind,
        active: count(entity, messageState.active),
        deferred: count(entity, messageState.deferred),
        scheduled: count(entity, messageState.scheduled),
        deadLetter: count(deadLetters, messageState.active) + count(deadLetters, messageState.deferred),
        transferDeadLetter: count(notForwarded, messageState.active) + count(notForwarded, messageState.deferred),
      },
    ];
  });
}

/** The same for one entity, with the bytes that its messages take; those of a topic are waiting for their time. */
export function entityCounts(broker: Broker, entity: Entity): Omit<EntityCounts, 'path' | 'kind'> & { bytes: number } {
  const { entities } = broker.storage;
  const states = new Map(entities.countsOf(entity.id).map(({ state, count }) => [state, count]));
  const countAll = (path: string): number => {
    const place = broker.directory.find(path);
    return place ? entities.countsOf(place.id).reduce((sum, { count }) => sum + count, 0) : 0;
  };
  return {
    active: states.get(messageState.active) ?? 0,
    deferred: states.get(messageState.deferred) ?? 0,
    scheduled: states.get(messageState.scheduled) ?? 0,
    deadLetter: countAll(deadLetterPath(entity.path)),
    transferDeadLetter: countAll(transferDeadLetterPath(entity.path)),
    bytes: entities.bytesOf(entity.id),
  };
}
