import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import type { DecisionContext } from '../modelling/fact.ts';
import type { OrderCommand } from './commands.ts';
import { confirm, type ConfirmationRejection } from './confirm.ts';
import type { OrderEvent } from './events.ts';
import type { FinalOrder, Order, PlacedOrder } from './evolve.ts';
import { place, type PlacementRejection } from './place.ts';

/** The reasons for which a command is rejected. */
export type OrderRejection =
  | PlacementRejection
  | ConfirmationRejection
  | { readonly type: 'OrderAlreadyShipped' }
  | { readonly type: 'OrderNotConfirmed' }
  | { readonly type: 'OrderNotPaid' }
  | { readonly type: 'OrderNotShipped' }
  | { readonly type: 'LineNotFound'; readonly sku: string }
  | { readonly type: 'OrderNeedsALine' }
  | { readonly type: 'OrderPaidFromAccount'; readonly accountId: string }
  | { readonly type: 'OrderNotPaidFromAccount' };

type OrderDecision = Decision<OrderEvent, OrderRejection>;
type DataOf<Type extends OrderCommand['type']> = Extract<OrderCommand, { type: Type }>['data'];

/** Decides a command on the state of the order, and on what is told of the customer who places it and of the account that is to pay. */
export const decide = (command: OrderCommand, order: Order, context: DecisionContext): OrderDecision => {
  switch (command.type) {
    case 'PlaceOrder':
      return place(command, order, context);
    case 'ChangeOrderQuantity':
      return whileLinesMayChange(order, (placed) => changeQuantity(command.data, placed));
    case 'RemoveOrderLine':
      return whileLinesMayChange(order, (placed) => removeLine(command.data, placed));
    case 'ConfirmOrder':
      return confirm(command.data, order, context.facts);
    case 'PayOrder':
      return pay(order);
    case 'PayOrderFromAccount':
      return payFromAccount(command.data, order);
    case 'ShipOrder':
      return ship(command.data, command.at, order);
    case 'DeliverOrder':
      return step(order, 'shipped', { type: 'OrderDelivered', data: {} });
    case 'CancelOrder':
      return cancel(command.data, order);
  }
};

const whileLinesMayChange = (order: Order, change: (placed: PlacedOrder) => OrderDecision): OrderDecision => {
  switch (order.status) {
    case 'placed':
      return change(order);
    case 'not-placed':
      return reject({ type: 'OrderNotPlaced' });
    case 'cancelled':
      return reject({ type: 'OrderAlreadyCancelled' });
    case 'confirmed':
    case 'paid':
    case 'shipped':
    case 'delivered':
      return reject({ type: 'OrderAlreadyConfirmed' });
  }
};

const changeQuantity = ({ sku, quantity }: DataOf<'ChangeOrderQuantity'>, order: PlacedOrder): OrderDecision => {
  const line = order.lines.find((candidate) => candidate.sku === sku);
  if (line === undefined) return reject({ type: 'LineNotFound', sku });
  if (line.quantity === quantity) return nothingToDo;
  return accept({ type: 'OrderQuantityChanged', data: { sku, from: line.quantity, to: quantity } });
};

const removeLine = ({ sku }: DataOf<'RemoveOrderLine'>, order: PlacedOrder): OrderDecision => {
  if (order.removedSkus.includes(sku)) return nothingToDo;
  if (!order.lines.some((line) => line.sku === sku)) return reject({ type: 'LineNotFound', sku });
  if (order.lines.length === 1) return reject({ type: 'OrderNeedsALine' });
  return accept({ type: 'OrderLineRemoved', data: { sku } });
};

const journey = ['placed', 'confirmed', 'paid', 'shipped', 'delivered'] as const;

const missingStep = {
  placed: 'OrderNotPlaced',
  confirmed: 'OrderNotConfirmed',
  paid: 'OrderNotPaid',
  shipped: 'OrderNotShipped',
} as const;

/** One step of the order's life. A step that was taken before is nothing to do, also when later steps have followed. */
const step = (order: Order, from: keyof typeof missingStep, event: OrderEvent): OrderDecision => {
  if (order.status === from) return accept(event);
  if (order.status === 'not-placed') return reject({ type: 'OrderNotPlaced' });
  if (order.status === 'cancelled') return reject({ type: 'OrderAlreadyCancelled' });
  return journey.indexOf(order.status) > journey.indexOf(from) ? nothingToDo : reject({ type: missingStep[from] });
};

const ship = ({ shippedAt }: DataOf<'ShipOrder'>, at: string, order: Order): OrderDecision =>
  step(order, 'paid', { type: 'OrderShipped', data: { shippedAt: shippedAt ?? at } });

/** Two payments of one order are one too many: what an account pays, nobody pays by hand. */
const pay = (order: Order): OrderDecision =>
  order.status === 'confirmed' && order.accountId !== undefined
    ? reject({ type: 'OrderPaidFromAccount', accountId: order.accountId })
    : step(order, 'confirmed', { type: 'OrderPaid', data: {} });

const payFromAccount = (data: DataOf<'PayOrderFromAccount'>, order: Order): OrderDecision =>
  isFinal(order) && order.accountId !== data.accountId
    ? reject({ type: 'OrderNotPaidFromAccount' })
    : step(order, 'confirmed', { type: 'OrderPaid', data });

const isFinal = (order: Order): order is FinalOrder => order.status !== 'not-placed' && order.status !== 'placed';

const cancel = ({ reason }: DataOf<'CancelOrder'>, order: Order): OrderDecision => {
  switch (order.status) {
    case 'not-placed':
      return reject({ type: 'OrderNotPlaced' });
    case 'placed':
    case 'confirmed':
    case 'paid':
      return accept({ type: 'OrderCancelled', data: { reason } });
    case 'cancelled':
      return nothingToDo;
    case 'shipped':
    case 'delivered':
      return reject({ type: 'OrderAlreadyShipped' });
  }
};
