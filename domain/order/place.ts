import { buyer, whyNotBuying, type BuyerRejection } from '../buyer.ts';
import { isOfCart } from '../cart-order-id.ts';
import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import type { Asked, DecisionContext } from '../modelling/fact.ts';
import type { OrderCommand } from './commands.ts';
import type { OrderEvent } from './events.ts';
import type { Order } from './evolve.ts';
import type { OrderLine } from './line.ts';

/** The reasons for which a placement is rejected. */
export type PlacementRejection =
  BuyerRejection | { readonly type: 'OrderAlreadyPlaced' } | { readonly type: 'OrderIdOfCart' };

type PlaceOrder = Extract<OrderCommand, { type: 'PlaceOrder' }>;
type Placement = PlaceOrder['data'];

/**
 * Places an order. Who reaches the orders of all places them for anybody: for a guest of the shop, for the customers of an import, for
 * a cart that is checked out. Who reaches its own has to be a customer, and leaves the ids to carts that their orders will have.
 */
export const place = (
  { data, at }: PlaceOrder,
  order: Order,
  context: DecisionContext,
): Decision<OrderEvent, PlacementRejection> => {
  if (order.status !== 'not-placed')
    return isTheSameOrder(data, order) ? nothingToDo : reject({ type: 'OrderAlreadyPlaced' });
  const why = whyNotPlacing(data, context);
  return why === undefined
    ? accept({ type: 'OrderPlaced', data: { ...data, placedAt: data.placedAt ?? at } })
    : reject(why);
};

/**
 * Whether the sender places the order for itself, as one who reaches its own does. In the name of another it does not, and that is
 * refused without a look at the other: the answer tells nothing of them.
 */
export const isForItself = ({ customerId }: Placement, { reach }: Asked): boolean =>
  reach !== 'all' && reach.ownerId === customerId;

const whyNotPlacing = (wanted: Placement, context: DecisionContext): PlacementRejection | undefined => {
  const { entityId, reach, facts } = context;
  if (reach !== 'all' && isOfCart(entityId)) return { type: 'OrderIdOfCart' };
  return isForItself(wanted, context) ? whyNotBuying(facts.about(buyer, wanted.customerId)) : undefined;
};

const isTheSameOrder = (wanted: Placement, order: Order): boolean =>
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
