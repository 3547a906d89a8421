import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import { mostMoney } from '../money.ts';
import type { AccountCommand } from './commands.ts';
import type { AccountEvent } from './events.ts';
import { addedBy, type Account, type OpenAccount } from './evolve.ts';

/** The reasons for which a command is rejected. Amounts in minor units. */
export type AccountRejection =
  | { readonly type: 'AccountNotOpened' }
  | { readonly type: 'AccountAlreadyOpened' }
  | { readonly type: 'OtherCurrency'; readonly currency: string }
  | { readonly type: 'InsufficientFunds'; readonly balance: number }
  | { readonly type: 'BalanceTooHigh' }
  | { readonly type: 'ReferenceAlreadyUsed'; readonly reference: string }
  | { readonly type: 'OrderAlreadyCharged'; readonly charged: number }
  | { readonly type: 'OrderNotCharged' }
  | { readonly type: 'RefundExceedsCharge'; readonly refundable: number };

type AccountDecision = Decision<AccountEvent, AccountRejection>;
type DataOf<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>['data'];

/** Decides a command on the state of the account. */
export const decide = (command: AccountCommand, account: Account): AccountDecision => {
  if (command.type === 'OpenAccount') return open(command.data, account);
  if (account.status === 'not-opened') return reject({ type: 'AccountNotOpened' });
  const { currency } = account;
  if (command.data.currency !== currency) return reject({ type: 'OtherCurrency', currency });
  switch (command.type) {
    case 'DepositToAccount':
      return moveOnce(account, { type: 'DepositedToAccount', data: command.data });
    case 'WithdrawFromAccount':
      return moveOnce(account, { type: 'WithdrawnFromAccount', data: command.data });
    case 'ChargeAccount':
      return charge(command.data, account);
    case 'RefundAccount':
      return refund(command.data, account);
  }
};

const open = ({ customerId, currency }: DataOf<'OpenAccount'>, account: Account): AccountDecision => {
  if (account.status === 'not-opened') return accept({ type: 'AccountOpened', data: { customerId, currency } });
  const isTheSame = account.customerId === customerId && account.currency === currency;
  return isTheSame ? nothingToDo : reject({ type: 'AccountAlreadyOpened' });
};

type Movement = Exclude<AccountEvent, { readonly type: 'AccountOpened' }>;

/** Moves money: never below nothing, and never to a balance that could not be told exactly. */
const move = ({ balance }: OpenAccount, movement: Movement): AccountDecision => {
  const next = balance + addedBy(movement);
  if (next < 0) return reject({ type: 'InsufficientFunds', balance });
  return next > mostMoney ? reject({ type: 'BalanceTooHigh' }) : accept(movement);
};

const moveOnce = (
  account: OpenAccount,
  movement: Extract<Movement, { readonly type: 'DepositedToAccount' | 'WithdrawnFromAccount' }>,
): AccountDecision => {
  const { reference } = movement.data;
  const added = addedBy(movement);
  const before = account.movements.find(
    (each) => each.reference === reference && Math.sign(each.amount) === Math.sign(added),
  );
  if (before === undefined) return move(account, movement);
  return before.amount === added ? nothingToDo : reject({ type: 'ReferenceAlreadyUsed', reference });
};

const charge = (data: DataOf<'ChargeAccount'>, account: OpenAccount): AccountDecision => {
  const before = account.charges.find(({ orderId }) => orderId === data.orderId);
  if (before === undefined) return move(account, { type: 'AccountCharged', data });
  const { amount: charged } = before;
  return charged === data.amount ? nothingToDo : reject({ type: 'OrderAlreadyCharged', charged });
};

const refund = (data: DataOf<'RefundAccount'>, account: OpenAccount): AccountDecision => {
  const { reference, amount } = data;
  const charged = account.charges.find(({ orderId }) => orderId === data.orderId);
  if (charged === undefined) return reject({ type: 'OrderNotCharged' });
  const before = charged.refunds.find((each) => each.reference === reference);
  if (before !== undefined)
    return before.amount === amount ? nothingToDo : reject({ type: 'ReferenceAlreadyUsed', reference });
  const refundable = charged.refunds.reduce((rest, each) => rest - each.amount, charged.amount);
  if (amount > refundable) return reject({ type: 'RefundExceedsCharge', refundable });
  return move(account, { type: 'AccountRefunded', data });
};
