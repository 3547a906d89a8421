import { condition, Refusal } from '../entities/index.ts';
import { amqpErrorOf } from './amqp-error.ts';
import type { ClientConnection } from './client-connection.ts';
import { forgetDeliveries } from './forget-deliveries.ts';
import { outcomes, type WireDelivery } from './rhea-deliveries.ts';
import type { OutgoingLink } from './rhea-internals.ts';

/**
 * The client's end of answers, found by the link's name or target: clients ask for replies by either. As from Azure,
 * answers come unsettled unless the client wants it otherwise: there are AMQP stacks that accept every message, and fail
 * at one that is settled already.
 */
export function openReplyLink(connection: ClientConnection, link: OutgoingLink): void {
  const names = [link.name, link.target?.address].filter((name) => typeof name === 'string');
  link.set_source({ address: link.source?.address });
  link.set_target(link.target ?? {});
  link.local.attach.snd_settle_mode = link.snd_settle_mode;
  link.local.attach.rcv_settle_mode = link.rcv_settle_mode;
  for (const event of ['accepted', 'rejected', 'released', 'modified', 'settled'])
    link.on(event, ({ delivery }) => settleAnswer(delivery));
  for (const name of names) connection.replyLinks.set(name, link);
  connection.whenEnded(link, () => {
    for (const name of names) if (connection.replyLinks.get(name) === link) connection.replyLinks.delete(name);
    forgetDeliveries(link);
  });
}

/** Whatever the client makes of an answer, it is over. A client that settles second waits to hear so. */
function settleAnswer(delivery: WireDelivery): void {
  if (!delivery.remote_settled) delivery.update(true, outcomes.accepted().described());
  delivery.settled = true;
  delivery.remote_settled = true;
}

/** An answer that nobody waits for any more is dropped; a client that takes or settles none of them loses its link. */
export function reply({ replyLinks }: ClientConnection, replyTo: string | null, encoded: Buffer): void {
  const link = replyTo === null ? undefined : replyLinks.get(replyTo);
  if (!link?.is_open()) return;
  const { outgoing } = link.session;
  if (outgoing.available() > 0) link.send(encoded, tagOf(outgoing.next_delivery_id), 0);
  else link.close(amqpErrorOf(new Refusal(condition.limitExceeded, 'Too many answers are neither taken nor settled.')));
}

/** Differs from the tags of all answers that are not settled yet. */
function tagOf(deliveryId: number): Buffer {
  return Buffer.from(String(deliveryId));
}
