import { BulkOperationType, type Container, type JSONArray, type JSONObject } from '@azure/cosmos';
import { commitDocument, type CommitDocument } from '../../adapters/commit-document.ts';
import { commitSchema, streamIdOf } from '../../application/streams/commit.ts';
import type { NewCommit } from '../../application/streams/event-store.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import type { OrderEvent } from '../../domain/order/index.ts';
import { provenanceOf } from '../commands/orders.ts';

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
          heads.set(order, head.after([commitSchema.parse(document) as CommitDocument]));
          return document;
        });
    }
}

/** A commit as the SDK takes it: it does not see that a commit is JSON. */
const jsonOf = (document: CommitDocument): JSONObject => ({
  ...document,
  events: document.events as unknown as JSONArray,
});

/** Writes the history, in bulk. */
export const writeHistory = async (events: Container, extent: Extent): Promise<void> => {
  for (const round of roundsOf(extent)) {
    const operations = round.map((document) => ({
      operationType: BulkOperationType.Create,
      partitionKey: document.streamId,
      resourceBody: jsonOf(document),
    }));
    if (operations.length === 0) continue;
    const results = await events.items.executeBulkOperations(operations);
    const refused = results.find(({ response }) => response?.statusCode !== 201);
    if (refused !== undefined) throw new Error(`A commit was not taken: ${JSON.stringify(refused.error)}`);
  }
};
