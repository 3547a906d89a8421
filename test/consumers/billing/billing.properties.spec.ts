import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { expectBooked } from './audit-billing.ts';
import { ofOrder, refundOf } from './billing-messages.ts';
import { billingWorld, type AroundCall, type BillingProcess } from './billing-world.ts';

const livedOrder = fc.record({
  isChanged: fc.boolean(),
  payment: fc.constantFrom('none', 'by hand', 'by account'),
  isCancelled: fc.boolean(),
  refunds: fc.array(fc.integer({ min: 1, max: 2_500 }), { maxLength: 3 }),
});

/** How a message is handed over: to which process, whether to both at once, and whether one of before comes with it again. */
const delivery = fc.record({ first: fc.nat(1), isToBoth: fc.boolean(), repeats: fc.nat(5) });

const shop = fc.record({
  orders: fc.array(livedOrder, { minLength: 1, maxLength: 6 }),
  deliveries: fc.infiniteStream(delivery),
  seed: fc.integer(),
});

/** The messages of each stream: of every order, and of the account that gave back money. */
const streamsOf = (orders: readonly (typeof livedOrder extends fc.Arbitrary<infer Each> ? Each : never)[]) => {
  const byOrder = orders.map(({ isChanged, payment, isCancelled }, index) => {
    const of = ofOrder(String(index));
    return [
      of.placed,
      ...(isChanged ? [of.changed] : []),
      ...(payment === 'by hand' ? [of.paid] : payment === 'by account' ? [of.paidBy('main')] : []),
      ...(isCancelled ? [of.cancelled] : []),
    ];
  });
  const refunds = orders
    .flatMap((order, index) => order.refunds.map((amount) => ({ orderId: String(index), amount })))
    .map(({ orderId, amount }, index) => refundOf(orderId, index + 1, amount));
  return [...byOrder, refunds];
};

/** Lets every call of a port take some turns, as many as the seed says, so that processes overtake each other. */
const takingTurns = (seed: number): AroundCall => {
  let state = seed;
  const turns = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 28;
  return async (call) => {
    for (let left = turns(); left > 0; left -= 1) await Promise.resolve();
    const result = await call();
    for (let left = turns(); left > 0; left -= 1) await Promise.resolve();
    return result;
  };
};

describe('whatever happens to orders, and in whatever order their messages come', () => {
  it('every paid order has one invoice, what was given back is credited once, and numbers have no gap', () =>
    fc.assert(
      fc.asyncProperty(shop, async ({ orders, deliveries, seed }) => {
        const world = billingWorld();
        const around = takingTurns(seed);
        const processes = [world.start(around), world.start(around)] as const;
        const streams = streamsOf(orders);
        await Promise.all(streams.map((messages) => handOver(processes, messages, deliveries)));
        const [invoices, credits, listed] = await Promise.all([
          world.registerOf('invoices'),
          world.registerOf('credit-notes'),
          world.listOf('bob'),
        ]);
        const all = streams.flat();
        const told = new Map(
          orders.map((_, index) => [String(index), all.filter(({ data }) => data['orderId'] === String(index))]),
        );
        expectBooked({ invoices, credits, listed }, told);
      }),
      { numRuns: 25 },
    ));
});

/** Hands over the messages of a stream in their order, some to both processes at once, some again later. */
const handOver = async (
  processes: readonly [BillingProcess, BillingProcess],
  messages: readonly CloudEvent[],
  deliveries: Iterator<{ readonly first: number; readonly isToBoth: boolean; readonly repeats: number }>,
): Promise<void> => {
  for (const [index, message] of messages.entries()) {
    const { first, isToBoth, repeats } = deliveries.next().value ?? { first: 0, isToBoth: false, repeats: 0 };
    const taking = first === 0 ? processes : ([processes[1], processes[0]] as const);
    const again = messages[index - repeats];
    await Promise.all([
      taking[0].consumer.handle(message),
      ...(isToBoth ? [taking[1].consumer.handle(message)] : []),
      ...(repeats > 0 && again !== undefined ? [taking[1].consumer.handle(again)] : []),
    ]);
  }
};
