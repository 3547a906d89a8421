import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import { isTheSameAddress } from './address.ts';
import type { CustomerCommand } from './commands.ts';
import type { CustomerEvent } from './events.ts';
import type { Customer, RegisteredCustomer } from './evolve.ts';

/** The reasons for which a command is rejected. */
export type CustomerRejection =
  | { readonly type: 'CustomerNotRegistered' }
  | { readonly type: 'CustomerAlreadyRegistered' }
  | { readonly type: 'CustomerAlreadyErased' }
  /** Not decided here, because it depends on other customers: the reservation of the email finds it out. */
  | { readonly type: 'EmailAlreadyUsed' };

type CustomerDecision = Decision<CustomerEvent, CustomerRejection>;
type DataOf<Type extends CustomerCommand['type']> = Extract<CustomerCommand, { type: Type }>['data'];

/** Decides a command on the state of the customer. */
export const decide = (command: CustomerCommand, customer: Customer): CustomerDecision => {
  switch (command.type) {
    case 'RegisterCustomer':
      return register(command.data, command.at, customer);
    case 'ChangeCustomerEmail':
      return ofOneWeKnow(customer, ({ email }) =>
        email === command.data.email ? nothingToDo : accept({ type: 'CustomerEmailChanged', data: command.data }),
      );
    case 'ChangeCustomerAddress':
      return ofOneWeKnow(customer, ({ address }) =>
        isTheSameAddress(address, command.data.address)
          ? nothingToDo
          : accept({ type: 'CustomerAddressChanged', data: command.data }),
      );
    case 'EraseCustomer':
      if (customer.status === 'erased') return nothingToDo;
      return ofOneWeKnow(customer, () => accept({ type: 'CustomerErased', data: {} }));
  }
};

const register = (wanted: DataOf<'RegisterCustomer'>, at: string, customer: Customer): CustomerDecision => {
  switch (customer.status) {
    case 'not-registered':
      return accept({ type: 'CustomerRegistered', data: { ...wanted, registeredAt: wanted.registeredAt ?? at } });
    case 'registered':
      return isTheSameCustomer(wanted, customer) ? nothingToDo : reject({ type: 'CustomerAlreadyRegistered' });
    case 'erased':
      return reject({ type: 'CustomerAlreadyErased' });
  }
};

const isTheSameCustomer = (wanted: DataOf<'RegisterCustomer'>, customer: RegisteredCustomer): boolean =>
  wanted.name === customer.name &&
  wanted.email === customer.email &&
  isTheSameAddress(wanted.address, customer.address) &&
  (wanted.registeredAt ?? customer.registeredAt) === customer.registeredAt;

const ofOneWeKnow = (
  customer: Customer,
  change: (customer: RegisteredCustomer) => CustomerDecision,
): CustomerDecision => {
  switch (customer.status) {
    case 'registered':
      return change(customer);
    case 'not-registered':
      return reject({ type: 'CustomerNotRegistered' });
    case 'erased':
      return reject({ type: 'CustomerAlreadyErased' });
  }
};
