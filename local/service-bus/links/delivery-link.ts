import { receive, type Consumer, type Delivery, type Entity, type ReceiveOptions } from '../entities/index.ts';
import { deliveryTagOf } from '../messages/index.ts';
import type { ClientConnection } from './client-connection.ts';
import { settleDelivery } from './disposition.ts';
import { forgetDeliveries } from './forget-deliveries.ts';
import type { OutgoingLink } from './rhea-internals.ts';

/** Asks for a settled transfer: receive-and-delete (OASIS AMQP 1.0, part 2, section 2.8.2). */
const settledBySender = 1;

/** The mode that a client asks for by its settle modes. */
export function receiveModeOf(link: OutgoingLink): ReceiveOptions['mode'] {
  return link.snd_settle_mode === settledBySender ? 'receive-and-delete' : 'peek-lock';
}

/** A client receives from an entity, or with a session only that session's messages, as far as its credit goes. */
export function openDeliveryLink(
  connection: ClientConnection,
  link: OutgoingLink,
  { entity, session }: { entity: Entity; session: string | null },
): void {
  const { broker } = connection;
  const mode = receiveModeOf(link);
  let promised = 0; // taken in this turn and not yet sent

  function sendAll(deliveries: readonly Delivery[]): void {
    promised -= deliveries.length;
    for (const { row, encoded } of deliveries) {
      const tag = row.lockToken ? deliveryTagOf(row.lockToken) : Buffer.from(String(row.sequence));
      link.send(encoded, tag, 0);
    }
  }

  const consumer: Consumer = {
    entity,
    session,
    credit: () => (link.is_open() ? sendableCount(link) - promised : 0),
    take(limit) {
      const deliveries = receive(broker, entity, { session, mode, limit });
      promised += deliveries.length;
      broker.storage.turns.afterCommit({
        committed: () => sendAll(deliveries),
        lost: () => void (promised -= deliveries.length),
      });
      return deliveries.length;
    },
    settled() {
      if (link._draining) broker.storage.turns.afterCommit({ committed: () => answerDrain(link) });
    },
  };

  link.local.attach.snd_settle_mode = link.snd_settle_mode;
  link.local.attach.rcv_settle_mode = link.rcv_settle_mode;
  link.on('sender_flow', () => broker.deliveries.wakeConsumer(consumer));
  for (const outcome of ['accepted', 'rejected', 'released', 'modified'])
    link.on(outcome, ({ delivery }) => settleDelivery(connection, entity, delivery));
  broker.deliveries.add(consumer);
  connection.whenEnded(link, () => {
    broker.deliveries.remove(consumer);
    forgetDeliveries(link);
  });
}

/** How many more messages may be sent: `rhea` lowers the credit only when it writes a frame. */
function sendableCount({ credit, session: { outgoing } }: OutgoingLink): number {
  const waiting = outgoing.next_delivery_id - outgoing.next_pending_delivery;
  return Math.min(credit - waiting, outgoing.available());
}

/**
 * Tells a client that asked for a drain that nothing more comes. The answer follows all transfers that are under way;
 * while the client's window holds some back it waits for the flow that opens the window.
 */
function answerDrain(link: OutgoingLink): void {
  const { session, connection } = link;
  connection._process();
  if (!link.is_open() || session.outgoing.next_delivery_id !== session.outgoing.next_pending_delivery) return;
  link.delivery_count += link.credit;
  link.credit = 0;
  link._get_drain = () => true;
  session._write_flow(link);
  link._get_drain = () => false;
  link._draining = false;
}
