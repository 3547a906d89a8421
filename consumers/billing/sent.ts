import { eventOf, type CloudEvent } from '../../application/messages/cloud-event.ts';

/** Billing as the sender of a command that follows from a message. The id of the command is its own: a repeated one has the same. */
export const sentBecauseOf = (event: CloudEvent, commandId: string) => ({
  provenance: {
    actor: 'billing',
    commandId,
    correlationId: event.correlationid,
    causationId: eventOf(event),
    traceparent: event.traceparent ?? null,
  },
  reach: 'all' as const,
});

/** Too many others write to a stream at the same time. The message is tried again. */
export class BillingBusy extends Error {
  override readonly name = 'BillingBusy';
}
