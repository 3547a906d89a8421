import type { WireDelivery, WireOutgoing } from './rhea-deliveries.ts';
import type { OutgoingLink } from './rhea-internals.ts';

/**
 * Gives back the places in its session's buffer that an ended link has taken: of deliveries that nobody will settle any
 * more, and of those that still waited for the session's window. `rhea` would send these over the ended link.
 */
export function forgetDeliveries(link: OutgoingLink): void {
  const { outgoing } = link.session;
  const kept = takeWaiting(outgoing).filter((delivery) => delivery.link !== link);
  for (const delivery of outgoing.deliveries.entries)
    if (delivery?.link === link && delivery.remote_state === undefined) {
      delivery.settled = true;
      delivery.remote_settled = true;
    }
  for (const delivery of kept) {
    delivery.id = outgoing.next_delivery_id++; // ids follow each other without a gap
    outgoing.deliveries.push(delivery);
  }
}

/** Takes deliveries off the end of the buffer, as long as none of their frames was sent. Gives them in order. */
function takeWaiting(outgoing: WireOutgoing): WireDelivery[] {
  const { deliveries } = outgoing;
  const taken: WireDelivery[] = [];
  while (outgoing.next_delivery_id > outgoing.next_pending_delivery) {
    const last = deliveries.get_tail();
    if (!last || last.next_to_send > 0) break;
    deliveries.tail = (deliveries.tail + deliveries.capacity - 1) % deliveries.capacity;
    deliveries.entries[deliveries.tail] = undefined;
    deliveries.size--;
    outgoing.next_delivery_id--;
    taken.unshift(last);
  }
  return taken;
}
