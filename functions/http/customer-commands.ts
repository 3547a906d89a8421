import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { customerEmail } from '../../application/customer/customer-email.ts';
import { handleUniquely } from '../../application/unique-values/handle-uniquely.ts';
import { customer } from '../../domain/customer/index.ts';
import { capabilities } from '../composition.ts';

/** POST /api/customers/{id}/…: what can be asked of a customer. */
export const customerCommands = commandRoutes({
  aggregate: customer,
  plural: 'customers',
  routes: {
    RegisterCustomer: 'register',
    ChangeCustomerEmail: 'change-email',
    ChangeCustomerAddress: 'change-address',
    EraseCustomer: 'erase',
  },
  problems: {
    CustomerNotRegistered: { status: 404, title: 'There is no such customer' },
    CustomerAlreadyRegistered: { status: 422, title: 'The customer has been registered already, and differently' },
    CustomerAlreadyErased: { status: 422, title: 'The customer has been erased' },
    EmailAlreadyUsed: { status: 422, title: 'Another customer uses this email' },
  },
  gate: capabilities.gate,
  handle: handleUniquely(customer, customerEmail, capabilities),
  clock: capabilities.clock,
});
