import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import type { OrderCommand } from './commands.ts';
import type { OrderEvent } from './events.ts';
import type { FinalOrder, Order, PlacedOrder } from './evolve.ts';
import { fulfilmentOf } from './fulfilment.ts';
import type { OrderLine } from './line.ts';

/** The reasons for which a command is rejected. */
export type OrderRejection =
  | { readonly type: 'OrderNotPlaced' }
  | { readonly type: 'OrderAlreadyPlaced' }
  | { readonly type: 'OrderAlreadyConfirmed' }
  | { readonly type: 'OrderAlreadyShipped' }
  | { readonly type: 'OrderAlreadyCancelled' }
  | { readonly type: 'OrderNotConfirmed' }
  | { readonly type: 'OrderNotPaid' }
  | { readonly type: 'OrderNotShipped' }
  | { readonly type: 'LineNotFound'; readonly sku: string }
  | { readonly type: 'OrderNeedsALine' }
  | { readonly type: 'LineWithoutProduct'; readonly sku: string }
  | { readonly type: 'OrderPaidFromAccount'; readonly accountId: string }
  | { readonly type: 'OrderNotPaidFromAccount' };

type OrderDecision = Decision<OrderEvent, OrderRejection>;
type DataOf<Type extends OrderCommand['type']> = Extract<OrderCommand, { type: Type }>['data'];

/** Decides a command on the state of the order. */
export const decide = (command: OrderCommand, order: Order): OrderDecision => {
  switch (command.type) {
    case 'PlaceOrder':
      return place(command.data, command.at, order);
    case 'ChangeOrderQuantity':
      return whileLinesMayChange(order, (placed) => changeQuantity(command.data, placed));
    case 'RemoveOrderLine':
      return whileLinesMayChange(order, (placed) => removeLine(command.data, placed));
    case 'ConfirmOrder':
      return confirm(command.data, order);
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

const place = (wanted: DataOf<'PlaceOrder'>, at: string, order: Order): OrderDecision => {
  if (order.status === 'not-placed')
    return accept({ type: 'OrderPlaced', data: { ...wanted, placedAt: wanted.placedAt ?? at } });
  return isTheSameOrder(wanted, order) ? nothingToDo : reject({ type: 'OrderAlreadyPlaced' });
};

const isTheSameOrder = (wanted: DataOf<'PlaceOrder'>, order: Order): boolean =>
  order.status === 'placed' &&
  wanted.customerId === order.customerId &&
  wanted.currency === order.currency &&
  wanted.country === order.country &&
  (wanted.placedAt ?? order.placedAt) === order.placedAt &&
  wanted.lines.length === order.lines.length &&
  wanted.lines.every((line, index) => isTheSameLine(line, order.lines[index]));

const isTheSameLine = (one: OrderLine, other: OrderLine | undefined): boolean =>
  one.sku === other?.sku &&
  one.name === other.name &&
  one.unitPrice === other.unitPrice &&
  one.quantity === other.quantity &&
  one.discountPercent === other.discountPercent &&
  one.category === other.category &&
  one.productId === other.productId;

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

const confirm = ({ accountId }: DataOf<'ConfirmOrder'>, order: Order): OrderDecision => {
  if (accountId === undefined || order.status === 'not-placed' || order.status === 'cancelled')
    return step(order, 'placed', { type: 'OrderConfirmed', data: {} });
  if (order.status !== 'placed')
    return order.accountId === accountId ? nothingToDo : reject({ type: 'OrderAlreadyConfirmed' });
  const data = fulfilmentOf(order, accountId);
  return 'fulfilment' in data
    ? accept({ type: 'OrderConfirmed', data })
    : reject({ type: 'LineWithoutProduct', sku: data.withoutProduct });
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
