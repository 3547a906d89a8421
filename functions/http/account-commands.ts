import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { account } from '../../domain/account/index.ts';
import { edge } from '../composition.ts';

const customersAndClerks = ['customer', 'clerk'] as const;
/** A customer states no money into being, and takes back none: only who has seen the money, or the goods, does. */
const clerks = ['clerk'] as const;

/** POST /api/accounts/{id}/…: the commands to an account. */
export const accountCommands = commandRoutes(edge, {
  aggregate: account,
  plural: 'accounts',
  routes: {
    OpenAccount: { path: 'open', roles: customersAndClerks },
    DepositToAccount: { path: 'deposit', roles: clerks },
    WithdrawFromAccount: { path: 'withdraw', roles: customersAndClerks },
    TransferFromAccount: { path: 'transfer', roles: customersAndClerks },
    ChargeAccount: { path: 'charge', roles: clerks },
    RefundAccount: { path: 'refund', roles: clerks },
  },
  problems: {
    AccountNotOpened: { status: 404, title: 'There is no such account' },
    AccountAlreadyOpened: { status: 422, title: 'The account has been opened already, and differently' },
    OtherCurrency: { status: 422, title: 'The account is in another currency' },
    AccountOfAnotherCustomer: { status: 422, title: 'The account belongs to another customer' },
    InsufficientFunds: { status: 422, title: 'There is less on the account than that' },
    BalanceTooHigh: { status: 422, title: 'The balance would be higher than can be told exactly' },
    ReferenceAlreadyUsed: { status: 422, title: 'Another movement has this reference' },
    OrderAlreadyCharged: { status: 422, title: 'The order has been charged already, and another amount' },
    OrderNotCharged: { status: 422, title: 'The account was not charged for this order' },
    RefundExceedsCharge: { status: 422, title: 'Less than that is left of what the order was charged' },
  },
});
