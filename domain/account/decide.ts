import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import { mostMoney } from '../money.ts';
import type { AccountCommand } from './commands.ts';
import type { AccountEvent } from './events.ts';
import { addedBy, movementOf, type Account, type MovedOnce, type Movement, type OpenAccount } from './evolve.ts';

/** The reasons for which a command is rejected. Amounts in minor units. */
export type AccountRejection =
  | { readonly type: 'AccountNotOpened' }
  | { readonly type: 'AccountAlreadyOpened' }
  | { readonly type: 'OtherCurrency'; readonly currency: string }
  | { readonly type: 'AccountOfAnotherCustomer' }
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
  if (isOfTransfer(command)) return transfer(command, account);
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

/** Moves money: never below nothing, and never to a balance that could not be told exactly. */
const move = (
  { balance }: OpenAccount,
  movement: Exclude<AccountEvent, { readonly type: 'AccountOpened' }>,
): AccountDecision => {
  const next = balance + addedBy(movement);
  if (next < 0) return reject({ type: 'InsufficientFunds', balance });
  return next > mostMoney ? reject({ type: 'BalanceTooHigh' }) : accept(movement);
};

const moveOnce = (account: OpenAccount, event: MovedOnce): AccountDecision => {
  const wanted = movementOf(event);
  const before = account.movements.find((each) => isNamedAs(wanted, each));
  if (before === undefined) return move(account, event);
  const isTheSame = before.amount === wanted.amount && before.other === wanted.other;
  return isTheSame ? nothingToDo : reject({ type: 'ReferenceAlreadyUsed', reference: wanted.reference });
};

const isNamedAs = (one: Movement, other: Movement): boolean =>
  one.reference === other.reference &&
  one.transfer === other.transfer &&
  Math.sign(one.amount) === Math.sign(other.amount);

type TransferCommand = Extract<
  AccountCommand,
  { type: 'TransferFromAccount' | 'ReceiveTransfer' | 'RevokeTransfer' | 'ReturnTransfer' }
>;

const isOfTransfer = (command: AccountCommand): command is TransferCommand =>
  command.type === 'TransferFromAccount' || 'transferId' in command.data;

const transfer = (command: TransferCommand, account: OpenAccount): AccountDecision => {
  switch (command.type) {
    case 'TransferFromAccount':
      return moveOnce(account, { type: 'TransferSent', data: command.data });
    case 'ReceiveTransfer':
      return moveOnce(account, { type: 'TransferReceived', data: command.data });
    case 'RevokeTransfer':
      return moveOnce(account, { type: 'TransferRevoked', data: command.data });
    case 'ReturnTransfer':
      return moveOnce(account, { type: 'TransferReturned', data: command.data });
  }
};

const charge = ({ customerId, ...data }: DataOf<'ChargeAccount'>, account: OpenAccount): AccountDecision => {
  if (customerId !== undefined && customerId !== account.customerId)
    return reject({ type: 'AccountOfAnotherCustomer' });
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
