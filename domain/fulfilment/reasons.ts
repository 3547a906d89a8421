import type { Refusal } from '../modelling/processes/process-events.ts';

/** Why stock could not be set aside, for the customer. */
export const outOfStock = (article: string, { type, available }: Refusal): string => {
  switch (type) {
    case 'SoldOut':
      return `${article} is sold out.`;
    case 'NotEnoughStock':
      return typeof available === 'number' ? `Only ${available} of ${article} are left.` : `${article} is sold out.`;
    case 'ProductDiscontinued':
    case 'ProductNotAdded':
      return `${article} is not offered any more.`;
    default:
      return `${article} could not be set aside.`;
  }
};

/** Why an order is cancelled that was waited for in vain, for the customer. */
export const notPaidIn = 'There was not enough money on the account for 24 hours.';

/** Why the account could not be charged, for the customer. Whose account it is instead is told to nobody. */
export const notCharged = ({ type }: Refusal): string => {
  switch (type) {
    case 'AccountNotOpened':
    case 'AccountOfAnotherCustomer':
      return 'The customer has no such account.';
    case 'OtherCurrency':
      return 'The account is in another currency than the order.';
    default:
      return 'The account could not be charged.';
  }
};
