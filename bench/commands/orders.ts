import type { Container, Database, JSONObject } from '@azure/cosmos';
import { boundedCaches } from '../../adapters/cache/index.ts';
import { cosmosEventStore, cosmosSnapshotStore } from '../../adapters/cosmos/index.ts';
import { monotonicNow, pauseAtRandom, systemClock } from '../../adapters/time/index.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';

const at = '2026-05-01T09:00:00.000Z';
const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };

/** Places an order of one line. */
export const place: OrderCommand = {
  type: 'PlaceOrder',
  data: { customerId: 'bob', currency: 'EUR', lines: [tea], placedAt: at },
  at,
};

/** Changes its quantity: every other one is another. */
export const change = (n: number): OrderCommand => ({
  type: 'ChangeOrderQuantity',
  data: { sku: 'tea', quantity: 6 + (n % 2) },
  at,
});

let asked = 0;

/** Who asks, under a command id of its own where none is given. */
export const provenanceOf = (commandId = `bench-${(asked += 1)}`) => ({
  actor: 'bob',
  commandId,
  correlationId: 'bench',
  causationId: null,
  traceparent: null,
});

/** A request of its own to an order. */
export const ask = (entityId: string, command: OrderCommand, commandId?: string) => ({
  entityId,
  command,
  reach: 'all' as const,
  provenance: provenanceOf(commandId),
});

/** A process that takes commands for orders and knows nothing yet. */
export const newProcess = (database: Database) =>
  commandHandler(order, {
    eventStore: cosmosEventStore(database),
    snapshots: cosmosSnapshotStore(database),
    newCache: boundedCaches({ entries: 1_000, bytes: 64 * 1024 * 1024 }),
    clock: systemClock,
    now: monotonicNow,
    pause: pauseAtRandom,
  });

const batch = 100;

/** Stores the history of an order that was placed and then changed until it has so many commits, all at one moment, in few requests. */
export const storeHistory = async (
  events: Container,
  orderId: string,
  length: number,
  recordedAt = at,
): Promise<void> => {
  for (let from = 1; from <= length; from += batch) {
    const size = Math.min(batch, length - from + 1);
    const documents = Array.from({ length: size }, (_, index) => commitOf(orderId, from + index, recordedAt));
    const operations = documents.map((resourceBody) => ({ operationType: 'Create' as const, resourceBody }));
    const { code } = await events.items.batch(operations, `order-${orderId}`);
    if (code !== 200) throw new Error(`The history of order ${orderId} cannot be stored: ${code ?? 'no status'}`);
  }
};

const commitOf = (orderId: string, version: number, recordedAt: string): JSONObject => {
  const placed = {
    type: 'OrderPlaced',
    schemaVersion: 1,
    data: { customerId: 'bob', currency: 'EUR', lines: [tea], placedAt: at },
  };
  const quantities = { sku: 'tea', from: 6 + ((version - 1) % 2), to: 6 + (version % 2) };
  const changed = { type: 'OrderQuantityChanged', schemaVersion: 1, data: quantities };
  return {
    id: String(version).padStart(16, '0'),
    streamId: `order-${orderId}`,
    category: 'order',
    version,
    events: [version === 1 ? placed : changed],
    recordedAt,
    actor: 'bob',
    commandId: `stored-${orderId}-${version}`,
    correlationId: 'bench',
    causationId: null,
    traceparent: null,
  };
};
