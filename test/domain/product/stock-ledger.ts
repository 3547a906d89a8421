import type { ProductEvent } from '../../../domain/product/index.ts';

/** The stock of a product as somebody counts it who reads the events alone, and knows no state. */
export interface CountedStock {
  readonly received: number;
  readonly available: number;
  readonly reserved: number;
  readonly shipped: number;
}

/** Counts stock event by event: after each one, so that no law holds in the end only. */
export const countStock = (history: readonly ProductEvent[]): readonly CountedStock[] => {
  let received = 0;
  let shipped = 0;
  const held = new Map<string, number>();
  return history.map((event) => {
    const { type, data } = event;
    if (type === 'StockReceived') received += data.quantity;
    if (type === 'StockShipped') shipped += data.quantity;
    if ('holder' in data) {
      const change = type === 'StockReserved' ? data.quantity : -data.quantity;
      held.set(data.holder, (held.get(data.holder) ?? 0) + change);
    }
    const owed = [...held.values()];
    if (owed.some((quantity) => quantity < 0)) throw new Error('A holder gave back or shipped more than it had.');
    const reserved = owed.reduce((sum, quantity) => sum + quantity, 0);
    return { received, reserved, shipped, available: received - reserved - shipped };
  });
};
