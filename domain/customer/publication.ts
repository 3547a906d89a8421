import type { Contracts } from '../modelling/contract.ts';
import { customerContracts } from './contracts.ts';
import type { customerEvents } from './events.ts';

/** Publishes that a customer was registered, in which country each lives, and that one was erased. */
export const customerPublication: Contracts<typeof customerEvents> = {
  schemas: customerContracts,
  contractOf: ({ event, entityId: customerId }) => {
    switch (event.type) {
      case 'CustomerRegistered': {
        const { address } = event.data;
        const data = address === undefined ? { customerId } : { customerId, country: address.country };
        return { type: 'shop.customer-registered.v1', data };
      }
      case 'CustomerAddressChanged':
        return { type: 'shop.customer-address-changed.v1', data: { customerId, country: event.data.address.country } };
      case 'CustomerErased':
        return { type: 'shop.customer-erased.v1', data: { customerId } };
      case 'CustomerEmailChanged':
        return undefined;
    }
  },
};
