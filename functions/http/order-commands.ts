import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import { order } from '../../domain/order/index.ts';
import { capabilities } from '../composition.ts';

/** POST /api/orders/{id}/…: what can be asked of an order. */
export const orderCommands = commandRoutes({
  aggregate: order,
  plural: 'orders',
  routes: {
    PlaceOrder: 'place',
    ChangeOrderQuantity: 'change-quantity',
    RemoveOrderLine: 'remove-line',
    ConfirmOrder: 'confirm',
    PayOrder: 'pay',
    ShipOrder: 'ship',
    DeliverOrder: 'deliver',
    CancelOrder: 'cancel',
  },
  problems: {
    OrderNotPlaced: { status: 404, title: 'There is no such order' },
    OrderAlreadyPlaced: { status: 422, title: 'The order has been placed already, and differently' },
    OrderAlreadyConfirmed: { status: 422, title: 'The order is confirmed and cannot be changed any more' },
    OrderAlreadyShipped: { status: 422, title: 'The order has already shipped' },
    OrderAlreadyCancelled: { status: 422, title: 'The order is cancelled' },
    OrderNotConfirmed: { status: 422, title: 'The order must be confirmed first' },
    OrderNotPaid: { status: 422, title: 'The order must be paid first' },
    OrderNotShipped: { status: 422, title: 'The order must be shipped first' },
    LineNotFound: { status: 422, title: 'The order has no such line' },
    OrderNeedsALine: { status: 422, title: 'The last line cannot be removed; cancel the order instead' },
  },
  gate: capabilities.gate,
  handle: commandHandler(order, capabilities),
  clock: capabilities.clock,
});
