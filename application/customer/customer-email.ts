import { comparableEmail, type CustomerEvent, type CustomerRejection } from '../../domain/customer/index.ts';
import { erasedText } from '../privacy/personal-values.ts';
import type { UniqueValue } from '../unique-values/unique-value.ts';

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
