import { commitDocument, type CommitDocument } from '../../adapters/commit-document.ts';
import { commitSchema, streamIdOf } from '../../application/streams/commit.ts';
import type { NewCommit } from '../../application/streams/event-store.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import type { OrderEvent } from '../../domain/order/index.ts';
import { provenanceOf } from '../commands/command-process.ts';
import { store } from '../cosmos/fill.ts';
import type { Server } from '../cosmos/server.ts';

/** How many orders there are, and how many others are placed between two commits of one, as many people work at once. */
export interface Extent {
  readonly orders: number;
  readonly between: number;
}

const at = '2026-05-01T09:00:00.000Z';

const line = (sku: string, unitPrice: number) => ({
  ...{ sku, name: `Queso ${sku}`, unitPrice, quantity: 5, discountPercent: 10, category: 'Dairy Products' },
});

/** The life of an order of three lines, as those of Northwind: five commits of one to three events. */
const life: readonly (readonly OrderEvent[])[] = [
  [
    {
      type: 'OrderPlaced',
      data: {
        ...{ customerId: 'ALFKI', currency: 'EUR', placedAt: at, country: 'Germany' },
        lines: [line('cabrales', 1_400), line('geitost', 250), line('chai', 1_800)],
      },
    },
  ],
  [
    { type: 'OrderQuantityChanged', data: { sku: 'chai', from: 5, to: 6 } },
    { type: 'OrderQuantityChanged', data: { sku: 'geitost', from: 5, to: 8 } },
    { type: 'OrderLineRemoved', data: { sku: 'cabrales' } },
  ],
  [
    { type: 'OrderConfirmed', data: {} },
    { type: 'OrderPaid', data: {} },
  ],
  [{ type: 'OrderShipped', data: {} }],
  [{ type: 'OrderDelivered', data: {} }],
];

/** Commits and events of one order. */
export const perOrder = { commits: life.length, events: life.flat().length };

/** The version of an order at its end. */
export const lastVersion = perOrder.events;

const commitOf = (events: readonly OrderEvent[]): NewCommit => {
  const [first, ...others] = events.map((event) => ({ schemaVersion: 1, ...event }));
  if (first === undefined) throw new Error('A commit has an event.');
  return { category: 'order', events: [first, ...others], recordedAt: at, ...provenanceOf() };
};

/** All commits in the order in which they are appended: in a round each order has one at most. */
export function* roundsOf({ orders, between }: Extent): Iterable<readonly CommitDocument[]> {
  const heads = new Map<number, StreamHead>();
  for (let begun = 0; begun < orders + between * life.length; begun += between)
    for (const [step, events] of life.entries()) {
      const first = begun - step * between;
      const those = Array.from({ length: between }, (_, place) => first + place);
      yield those
        .filter((order) => order >= 0 && order < orders)
        .map((order) => {
          const head = heads.get(order) ?? StreamHead.beforeFirst(streamIdOf('order', String(order)));
          const document = commitDocument(head, commitOf(events));
          heads.set(order, head.after([commitSchema.parse(document)]));
          return document;
        });
    }
}

/** Writes the history, in bulk. */
export const writeHistory = async (events: Server['events'], extent: Extent): Promise<void> => {
  for (const round of roundsOf(extent)) if (round.length > 0) await store(events, round);
};
