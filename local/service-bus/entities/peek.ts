import type { MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import { encodeFor } from './receive.ts';

/** Where a look at messages begins and ends. */
export interface PeekRange {
  readonly fromSequence: number;
  readonly limit: number;
  /** Only messages of this session; null for all. */
  readonly session: string | null;
}

/** Looks at messages in any state, in order, without locking them. */
export function peek(broker: Broker, entity: Entity, range: PeekRange): Buffer[] {
  return browse(broker, entity, range).map((row) => encodeFor(broker, row, null));
}

/** The same as rows. */
export function browse(broker: Broker, entity: Entity, { fromSequence, limit, session }: PeekRange): MessageRow[] {
  return broker.storage.messages.browse(entity.id, fromSequence, session, limit);
}
