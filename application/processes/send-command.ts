import type { EntityId, StreamId } from '../../domain/modelling/ids.ts';
import type { Refusal, StoredCommand } from '../../domain/modelling/processes/process-events.ts';
import type { Provenance } from '../streams/commit.ts';
import { Unavailable } from '../unavailable.ts';

/** How a command that was asked was answered. `version`: of the last event that it caused. */
export type Sent =
  | { readonly outcome: 'accepted'; readonly streamId: StreamId; readonly version: number }
  | { readonly outcome: 'nothing-to-do' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** Sends a stored command to an entity of one category. Throws what a command handler throws, and {@link StreamBusy}. */
export type SendCommand = (entityId: EntityId, command: StoredCommand, provenance: Provenance) => Promise<Sent>;

/** Too many others write to the stream of an entity. The command is sent again later. */
export class StreamBusy extends Unavailable {
  override readonly name = 'StreamBusy';
}
