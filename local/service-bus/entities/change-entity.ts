import type { Broker } from './broker.ts';
import type { Entity, EntityProperties, EntityStatus } from './entity.ts';
import { forwardBacklog } from './forward-backlog.ts';
import { entityDisabled } from './refusal.ts';
import type { Purpose } from './visits.ts';

const closedTo: Readonly<Record<EntityStatus, readonly Purpose[]>> = {
  Active: [],
  Disabled: ['send', 'receive'],
  SendDisabled: ['send'],
  ReceiveDisabled: ['receive'],
};

/** Changes an entity that is in use: ends the links that its status has no place for, and forwards what it holds. */
export function changeEntity(broker: Broker, entity: Entity, properties: EntityProperties): void {
  broker.directory.update(entity, properties);
  broker.visits.evict(entity, entityDisabled(entity.path), closedTo[properties.status]);
  forwardBacklog(broker, broker.directory.byId(entity.id));
}
