import type { Contracts } from '../modelling/contract.ts';
import { customerContracts } from './contracts.ts';
import type { customerEvents } from './events.ts';

/** Publishes that a customer was registered, and that one was erased. */
export const customerPublication: Contracts<typeof customerEvents> = {
  schemas: customerContracts,
  contractOf: ({ event, entityId: customerId }) => {
    switch (event.type) {
      case 'CustomerRegistered':
        return { type: 'shop.customer-registered.v1', data: { customerId } };
      case 'CustomerErased':
        return { type: 'shop.customer-erased.v1', data: { customerId } };
      case 'CustomerEmailChanged':
      case 'CustomerAddressChanged':
        return undefined;
    }
  },
};
