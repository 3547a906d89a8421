import type { Container, Database, JSONObject } from '@azure/cosmos';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { askFor, commandProcess } from './command-process.ts';

/** When everything here is asked. */
export const at = '2026-05-01T09:00:00.000Z';
const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };

/** Places an order of one line. */
export const place: OrderCommand = {
  type: 'PlaceOrder',
  data: { customerId: 'bob', currency: 'EUR', lines: [tea], placedAt: at },
  at,
};

/** Places an order of two lines, of different categories. */
export const placeTwoLines: OrderCommand = {
  type: 'PlaceOrder',
  data: {
    customerId: 'ada',
    currency: 'EUR',
    lines: [
      { ...tea, category: 'Beverages' },
      { ...tea, sku: 'pavlova', name: 'Pavlova', category: 'Confections' },
    ],
    placedAt: at,
  },
  at,
};

/** Changes the quantity of an order of one line: every other one is another. */
export const change = (n: number): OrderCommand => ({
  type: 'ChangeOrderQuantity',
  data: { sku: 'tea', quantity: 6 + (n % 2) },
  at,
});

/** A request of its own to an order. */
export const ask = askFor<OrderCommand>;

/** A process that takes commands for orders and knows nothing yet. */
export const newProcess = (database: Database) => commandProcess(order, database);

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
