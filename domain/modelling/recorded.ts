import type { CallerId, EntityId } from '../../domain/modelling/ids.ts';
/** An event with its place in the history of the entity that it happened to. */
export interface Recorded<Event> {
  readonly event: Event;
  /** The category of its stream: `order` for the stream `order-1`. */
  readonly category: string;
  /** The entity: `1` for the stream `order-1`. */
  readonly entityId: EntityId;
  /** The event's version in its stream: from 1, without gaps. */
  readonly version: number;
  /** When its commit was accepted, as an ISO 8601 date and time in UTC. */
  readonly recordedAt: string;
  /** The caller whose command caused it: an id, never a name. */
  readonly actor: CallerId;
  /** What joins all that follows from one request; unknown for an event that was not read from a store. */
  readonly correlationId?: string;
}
