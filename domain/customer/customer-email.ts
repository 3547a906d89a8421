import { erasedText } from '../modelling/personal.ts';
import type { UniqueValue } from '../../domain/modelling/unique-value.ts';
import type { CustomerRejection } from './decide.ts';
import { comparableEmail } from './email.ts';
import type { CustomerEvent } from './events.ts';

/** An email is used by one customer at a time. An erased customer uses none. */
export const customerEmail: UniqueValue<CustomerEvent, CustomerRejection> = {
  name: 'customer-emails',
  heldAfter: (held, event) => {
    switch (event.type) {
      case 'CustomerRegistered':
      case 'CustomerEmailChanged':
        return event.data.email === erasedText ? undefined : comparableEmail(event.data.email);
      case 'CustomerAddressChanged':
        return held;
      case 'CustomerErased':
        return undefined;
    }
  },
  rejection: { type: 'EmailAlreadyUsed' },
};
