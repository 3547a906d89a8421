import type { Role } from '../../functions/roles.ts';

const orders: readonly Role[] = ['customer', 'clerk'];
const clerks: readonly Role[] = ['clerk'];
const readers: readonly Role[] = ['clerk', 'auditor'];

/** Who may do what, once more and apart from the routes: a role that is added or lost by mistake shows here. */
export const openTo: Readonly<Record<string, readonly Role[]>> = {
  PlaceOrder: orders,
  ChangeOrderQuantity: orders,
  RemoveOrderLine: orders,
  CancelOrder: orders,
  ConfirmOrder: clerks,
  PayOrder: clerks,
  ShipOrder: clerks,
  DeliverOrder: clerks,

  GetOrder: ['customer', ...readers],
  ListOrders: ['customer', ...readers],
  GetOrderHistory: readers,
  GetOrderAsOf: readers,
  GetOrderChanges: readers,
  GetOrderMails: readers,

  RegisterCustomer: clerks,
  ChangeCustomerEmail: clerks,
  ChangeCustomerAddress: clerks,
  EraseCustomer: clerks,

  GetCustomer: readers,
  ListCustomers: readers,
  GetCustomerHistory: readers,
  GetCustomerAsOf: readers,
  GetCustomerChanges: readers,

  ListParked: ['operator'],
  ListSubscribers: ['operator'],
  ReplayStream: ['operator'],
};
