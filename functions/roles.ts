/** What a caller can be in this system. The token says it; in Azure they are the app roles of the registration (docs/deploy.md). */
export type Role = 'customer' | 'clerk' | 'operator' | 'auditor';

const everybodyInTheShop = ['customer', 'clerk'] as const;

/**
 * Who may do what: any one of these roles is enough. Each function that is called over HTTP has its row; the compiler misses it
 * where the function is registered. Health and the description of
 * the API are open to everybody. A role opens a function for all that it can be asked: whose an order is, the table does not know.
 */
export const permitted = {
  PlaceOrder: everybodyInTheShop,
  ChangeOrderQuantity: everybodyInTheShop,
  RemoveOrderLine: everybodyInTheShop,
  CancelOrder: everybodyInTheShop,
  ConfirmOrder: ['clerk'],
  PayOrder: ['clerk'],
  ShipOrder: ['clerk'],
  DeliverOrder: ['clerk'],

  GetOrder: ['customer', 'clerk', 'auditor'],
  ListOrders: ['customer', 'clerk', 'auditor'],
  GetOrderHistory: ['clerk', 'auditor'],
  GetOrderAsOf: ['clerk', 'auditor'],
  GetOrderChanges: ['clerk', 'auditor'],
  GetOrderMails: ['clerk', 'auditor'],

  RegisterCustomer: ['clerk'],
  ChangeCustomerEmail: ['clerk'],
  ChangeCustomerAddress: ['clerk'],
  EraseCustomer: ['clerk'],

  GetCustomer: ['clerk', 'auditor'],
  ListCustomers: ['clerk', 'auditor'],
  GetCustomerHistory: ['clerk', 'auditor'],
  GetCustomerAsOf: ['clerk', 'auditor'],
  GetCustomerChanges: ['clerk', 'auditor'],

  ListParked: ['operator'],
  ListSubscribers: ['operator'],
  ReplayStream: ['operator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
