import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { order } from '../../domain/order/index.ts';
import { buyerProblems } from '../buyer-problems.ts';
import { edge } from '../composition.ts';

const customersAndClerks = ['customer', 'clerk'] as const;
const clerks = ['clerk'] as const;

/** POST /api/orders/{id}/…: the commands to an order. */
export const orderCommands = commandRoutes(edge, {
  aggregate: order,
  plural: 'orders',
  routes: {
    PlaceOrder: { path: 'place', roles: customersAndClerks },
    ChangeOrderQuantity: { path: 'change-quantity', roles: customersAndClerks },
    RemoveOrderLine: { path: 'remove-line', roles: customersAndClerks },
    ConfirmOrder: { path: 'confirm', roles: clerks },
    PayOrder: { path: 'pay', roles: clerks },
    ShipOrder: { path: 'ship', roles: clerks },
    DeliverOrder: { path: 'deliver', roles: clerks },
    CancelOrder: { path: 'cancel', roles: customersAndClerks },
  },
  problems: {
    OrderNotPlaced: { status: 404, title: 'There is no such order' },
    ...buyerProblems,
    OrderIdOfCart: { status: 422, title: 'Such an id is for the order that a cart becomes; choose another one' },
    OrderAlreadyPlaced: { status: 422, title: 'The order has been placed already, and differently' },
    OrderAlreadyConfirmed: { status: 422, title: 'The order is confirmed and cannot be changed any more' },
    OrderAlreadyShipped: { status: 422, title: 'The order has already shipped' },
    OrderAlreadyCancelled: { status: 422, title: 'The order is cancelled' },
    OrderNotConfirmed: { status: 422, title: 'The order must be confirmed first' },
    OrderNotPaid: { status: 422, title: 'The order must be paid first' },
    OrderNotShipped: { status: 422, title: 'The order must be shipped first' },
    LineNotFound: { status: 422, title: 'The order has no such line' },
    OrderNeedsALine: { status: 422, title: 'The last line cannot be removed; cancel the order instead' },
    LineWithoutProduct: { status: 422, title: 'A line names no product; confirm the order without an account' },
    PayingAccountNotOpened: { status: 422, title: 'There is no account of that id to pay for the order' },
    PayingAccountOfAnotherCustomer: { status: 422, title: 'The account that is to pay belongs to another customer' },
    PayingAccountInOtherCurrency: { status: 422, title: 'The account that is to pay is in another currency' },
    OrderPaidFromAccount: { status: 422, title: 'An account pays for the order; cancel it if it is not to' },
    OrderNotPaidFromAccount: { status: 422, title: 'The account is not the one that pays for the order' },
  },
});
