import type { MessageRow, Storage } from '../storage/index.ts';
import type { Deliveries } from './deliveries.ts';
import type { Directory } from './directory.ts';
import type { Entity } from './entity.ts';
import type { SessionLocks } from './session-locks.ts';
import type { Visits } from './visits.ts';

/** What every rule of the broker works on. */
export interface Broker {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly sessions: SessionLocks;
  readonly deliveries: Deliveries;
  readonly visits: Visits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The entity of a stored message. */
export function entityOf(broker: Broker, row: MessageRow): Entity {
  return broker.directory.byId(row.entity);
}
