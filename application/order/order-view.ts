import { grossOf, netOf } from '../../domain/money.ts';
import type { OrderEvent, OrderLine } from '../../domain/order/index.ts';
import { entityIdOf } from '../commit.ts';
import type { Fold } from '../projection.ts';

/** An order as a screen shows it. Amounts in minor units. */
export interface OrderView {
  readonly orderId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly status: 'placed' | 'confirmed' | 'paid' | 'shipped' | 'delivered' | 'cancelled';
  readonly lines: readonly (OrderLine & { readonly net: number })[];
  readonly gross: number;
  /** The sum of the lines' nets, each rounded for itself. */
  readonly net: number;
  readonly placedAt: string;
}

const withLines = (lines: readonly OrderLine[]): Pick<OrderView, 'lines' | 'gross' | 'net'> => ({
  lines: lines.map((line) => ({ ...line, net: netOf(line) })),
  gross: lines.reduce((sum, line) => sum + grossOf(line), 0),
  net: lines.reduce((sum, line) => sum + netOf(line), 0),
});

/** Folds an order's events into its view. */
export const orderView: Fold<OrderEvent, OrderView> = (view, { event, commit }) => {
  if (event.type === 'OrderPlaced') {
    const { lines, ...placed } = event.data;
    return { orderId: entityIdOf(commit), ...placed, status: 'placed', ...withLines(lines) };
  }
  return view === undefined ? undefined : { ...view, ...changed(view, event) };
};

const changed = (view: OrderView, event: Exclude<OrderEvent, { type: 'OrderPlaced' }>): Partial<OrderView> => {
  switch (event.type) {
    case 'OrderQuantityChanged': {
      const { sku, to } = event.data;
      return withLines(view.lines.map((line) => (line.sku === sku ? { ...line, quantity: to } : line)));
    }
    case 'OrderLineRemoved':
      return withLines(view.lines.filter((line) => line.sku !== event.data.sku));
    case 'OrderConfirmed':
      return { status: 'confirmed' };
    case 'OrderPaid':
      return { status: 'paid' };
    case 'OrderShipped':
      return { status: 'shipped' };
    case 'OrderDelivered':
      return { status: 'delivered' };
    case 'OrderCancelled':
      return { status: 'cancelled' };
  }
};
