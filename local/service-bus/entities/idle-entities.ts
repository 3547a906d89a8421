import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import { removeEntity } from './remove-entity.ts';

/** When the next entity will have been idle for too long, in milliseconds since 1970; null when none ever will. */
export function nextIdleMoment(broker: Broker): number | null {
  const moments = broker.directory.all().map((entity) => idleMoment(broker, entity) ?? Infinity);
  const earliest = moments.reduce((first, moment) => Math.min(first, moment), Infinity);
  return earliest === Infinity ? null : earliest;
}

/** Removes the entities that nobody has used for as long as they last without. */
export function removeIdleEntities(broker: Broker): void {
  const now = broker.now();
  for (const entity of broker.directory.all())
    if (broker.directory.find(entity.path) && (idleMoment(broker, entity) ?? Infinity) <= now)
      removeEntity(broker, entity);
}

function idleMoment(broker: Broker, entity: Entity): number | null {
  const { autoDeleteOnIdle } = entity.properties;
  if (autoDeleteOnIdle === null || entity.kind === 'dead-letter') return null;
  const since = idleSince(broker, entity);
  return since === null ? null : since + autoDeleteOnIdle;
}

/** Whoever uses the dead letters of an entity, or a subscription of a topic, uses it as well. */
function idleSince(broker: Broker, entity: Entity): number | null {
  const { directory, visits } = broker;
  const parts = [...directory.deadLettersOf(entity), ...directory.subscriptionsOf(entity)];
  const moments = [visits.idleSince(entity), ...parts.map((part) => idleSince(broker, part))];
  const known = moments.filter((moment) => moment !== null);
  return known.length < moments.length ? null : Math.max(entity.properties.updatedAt, ...known);
}
