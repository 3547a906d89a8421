import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import type { OutgoingMessage } from '../../../application/messages/message-bus.ts';
import { ofOrder, refundOf } from '../../consumers/billing/billing-messages.ts';

/** What is told of orders: the messages of each, in the order of their streams. */
export type ToldOrders = ReadonlyMap<string, readonly CloudEvent[]>;

/** Orders until there are so many messages: changed or not, paid by hand, by an account or never, cancelled or given back in parts. */
export const toldOrders = (messages: number, random: (below: number) => number): ToldOrders => {
  const told = new Map<string, readonly CloudEvent[]>();
  let refunds = 0;
  for (let count = 0; count < messages;) {
    const orderId = `told-${told.size}`;
    const of = ofOrder(orderId, `customer-${told.size % 20}`);
    const paid = [[], [of.paid], [of.paidBy('main')], [of.paid]][random(4)] ?? [];
    const back = Array.from({ length: random(3) }, () => refundOf(orderId, (refunds += 1), 1 + random(2_000)));
    const changed = random(2) === 0 ? [of.changed] : [];
    const cancelled = random(3) === 0 ? [of.cancelled] : [];
    const all = [of.placed, ...changed, ...paid, ...back, ...cancelled];
    told.set(orderId, all);
    count += all.length;
  }
  return told;
};

/** All messages as they go out: each stream's in its order, and those of many streams mixed. */
export const outgoing = (told: ToldOrders, random: (below: number) => number): readonly OutgoingMessage[] => {
  const streams = [...Map.groupBy([...told.values()].flat(), ({ streamid }) => streamid).values()];
  const mixed = streams.flatMap((stream) => {
    const begins = random(1_000);
    return stream.map((event, index) => ({
      event,
      at: begins + index * 20 + (event.streamid === 'account-main' ? 500 : 0),
    }));
  });
  return mixed.toSorted((one, other) => one.at - other.at).map(({ event }) => messageOf(event));
};

const messageOf = (body: CloudEvent): OutgoingMessage => ({
  messageId: body.id,
  sessionId: body.streamid,
  properties: { category: body.source.replace('urn:annal:', ''), contract: body.type },
  body,
});
