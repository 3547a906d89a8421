import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { customer } from '../../domain/customer/index.ts';
import { edge } from '../composition.ts';

/** POST /api/customers/{id}/…: the commands to a customer. */
export const customerCommands = commandRoutes(edge, {
  aggregate: customer,
  plural: 'customers',
  routes: {
    RegisterCustomer: { path: 'register', roles: ['clerk'] },
    ChangeCustomerEmail: { path: 'change-email', roles: ['clerk'] },
    ChangeCustomerAddress: { path: 'change-address', roles: ['clerk'] },
    EraseCustomer: { path: 'erase', roles: ['clerk'] },
  },
  problems: {
    CustomerNotRegistered: { status: 404, title: 'There is no such customer' },
    CustomerAlreadyRegistered: { status: 422, title: 'The customer has been registered already, and differently' },
    CustomerAlreadyErased: { status: 422, title: 'The customer has been erased' },
    EmailAlreadyUsed: { status: 422, title: 'Another customer uses this email' },
  },
});
