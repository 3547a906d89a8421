import { describe, expect, it } from 'vitest';
import { account, rememberedMovements, type AccountEvent } from '../../../domain/account/index.ts';
import { scenarios } from '../../support/scenario.ts';
import {
  ask,
  charged,
  deposited,
  opened,
  opening,
  received,
  refunded,
  returned,
  revoked,
  sent,
  withdrawn,
} from './account-examples.ts';

const { given } = scenarios(account);
const most = Number.MAX_SAFE_INTEGER;

describe('an account', () => {
  it('is opened', () => given().when(ask.open).then(opened));

  it('is opened once', () => given(opened, deposited(100)).when(ask.open).thenNothing());

  it.each([{ customerId: 'eve' }, { currency: 'USD' }])('is not opened again with %o', (change) =>
    given(opened)
      .when({ type: 'OpenAccount', data: { ...opening, ...change } })
      .thenRejected({ type: 'AccountAlreadyOpened' }),
  );

  const transfers = [ask.transfer(5), ask.receive(5), ask.revoke(5), ask.giveBack(5)];
  const moves = [ask.deposit(5), ask.withdraw(5), ...transfers, ask.charge(5), ask.refund(5)];

  it.each(moves)('has no $type before it is opened', (command) =>
    given().when(command).thenRejected({ type: 'AccountNotOpened' }),
  );

  it.each(moves)('refuses $type in another currency', (command) => {
    const inDollars = { ...command, data: { ...command.data, currency: 'USD' } } as typeof command;
    given(opened, deposited(100), charged(50)).when(inDollars).thenRejected({ type: 'OtherCurrency', currency: 'EUR' });
  });

  it('folds any history, also one that no decision would write', () => {
    const state = [deposited(5), charged(3), refunded(3)].reduce(account.evolve, account.initial);
    expect(state).toEqual(account.initial);
  });
});

describe('a deposit', () => {
  it('adds to the balance', () => given(opened).when(ask.deposit(100)).then(deposited(100)));

  it('is made once under one reference, also after it was spent', () =>
    given(opened, deposited(100), withdrawn(100)).when(ask.deposit(100)).thenNothing());

  it('is made again under another reference', () =>
    given(opened, deposited(100)).when(ask.deposit(100, 'transfer-2')).then(deposited(100, 'transfer-2')));

  it('is refused under the reference of a deposit of another amount', () =>
    given(opened, deposited(100))
      .when(ask.deposit(101))
      .thenRejected({ type: 'ReferenceAlreadyUsed', reference: 'transfer-1' }));

  it('may have the reference of a withdrawal', () =>
    given(opened, deposited(100), withdrawn(50, 'cash-1'))
      .when(ask.deposit(50, 'cash-1'))
      .then(deposited(50, 'cash-1')));

  it('is refused where the balance would not be exact any more', () => {
    given(opened, deposited(most - 100))
      .when(ask.deposit(100, 'last'))
      .then(deposited(100, 'last'));
    given(opened, deposited(most - 100))
      .when(ask.deposit(101, 'last'))
      .thenRejected({ type: 'BalanceTooHigh' });
  });

  const many = (count: number): AccountEvent[] =>
    Array.from({ length: count }, (_, index) => deposited(1, `later-${index}`));

  it(`is known by its reference for ${rememberedMovements - 1} more deposits and withdrawals`, () =>
    given(opened, deposited(100), ...many(rememberedMovements - 1))
      .when(ask.deposit(100))
      .thenNothing());

  it('is forgotten after these, so that the state stays small', () =>
    given(opened, deposited(100), ...many(rememberedMovements))
      .when(ask.deposit(100))
      .then(deposited(100)));
});

describe('a withdrawal', () => {
  it('takes from the balance, down to nothing', () =>
    given(opened, deposited(100)).when(ask.withdraw(100)).then(withdrawn(100)));

  it('is refused for more than there is', () =>
    given(opened, deposited(100), withdrawn(30))
      .when(ask.withdraw(71, 'cash-2'))
      .thenRejected({ type: 'InsufficientFunds', balance: 70 }));

  it('is made once under one reference', () =>
    given(opened, deposited(100), withdrawn(60)).when(ask.withdraw(60)).thenNothing());

  it('is refused under the reference of another amount', () =>
    given(opened, deposited(100), withdrawn(60))
      .when(ask.withdraw(10))
      .thenRejected({ type: 'ReferenceAlreadyUsed', reference: 'cash-1' }));
});

describe('a charge', () => {
  it('pays for an order', () => given(opened, deposited(100)).when(ask.charge(100)).then(charged(100)));

  it('is refused for more than there is', () =>
    given(opened, deposited(100), charged(60))
      .when(ask.charge(41, '2'))
      .thenRejected({ type: 'InsufficientFunds', balance: 40 }));

  it('pays for an order once, also when nothing is left, or it was given back', () => {
    given(opened, deposited(100), charged(100)).when(ask.charge(100)).thenNothing();
    given(opened, deposited(100), charged(100), refunded(100)).when(ask.charge(100)).thenNothing();
  });

  it('of another amount for the same order is refused', () =>
    given(opened, deposited(100), charged(40))
      .when(ask.charge(41))
      .thenRejected({ type: 'OrderAlreadyCharged', charged: 40 }));
});

describe('a charge for the order of a customer', () => {
  const { type, data } = ask.charge(100);
  const by = (customerId: string) => ({ type, data: { ...data, customerId } });

  it('is paid from an account of theirs', () => given(opened, deposited(100)).when(by('bob')).then(charged(100)));

  it('is not paid from an account of somebody else, whatever is on it', () =>
    given(opened, deposited(100)).when(by('eve')).thenRejected({ type: 'AccountOfAnotherCustomer' }));
});

describe('a transfer', () => {
  it('takes from the balance, down to nothing', () =>
    given(opened, deposited(100)).when(ask.transfer(100)).then(sent(100)));

  it('is refused for more than there is', () =>
    given(opened, deposited(100)).when(ask.transfer(101)).thenRejected({ type: 'InsufficientFunds', balance: 100 }));

  it('is made once under one reference, also when it came back', () =>
    given(opened, deposited(100), sent(60), returned(60)).when(ask.transfer(60)).thenNothing());

  it.each([ask.transfer(61), ask.transfer(60, '3')])('is refused under the reference of another one: %o', (other) =>
    given(opened, deposited(200), sent(60))
      .when(other)
      .thenRejected({ type: 'ReferenceAlreadyUsed', reference: 'rent' }),
  );

  it('may have the reference of a withdrawal', () =>
    given(opened, deposited(100), withdrawn(50, 'rent')).when(ask.transfer(50)).then(sent(50)));

  it('adds to the balance of the account that receives it, once', () => {
    given(opened).when(ask.receive(100)).then(received(100));
    given(opened, received(100), withdrawn(100)).when(ask.receive(100)).thenNothing();
    given(opened, received(100)).when(ask.withdraw(100)).then(withdrawn(100));
  });

  it('is not received where the balance would not be exact any more', () =>
    given(opened, deposited(most)).when(ask.receive(1)).thenRejected({ type: 'BalanceTooHigh' }));

  it('comes back to the sender, once', () => {
    given(opened, deposited(100), sent(100)).when(ask.giveBack(100)).then(returned(100));
    given(opened, deposited(100), sent(100), returned(100)).when(ask.giveBack(100)).thenNothing();
  });

  it('is revoked once, and only as long as the money is there', () => {
    given(opened, received(100)).when(ask.revoke(100)).then(revoked(100));
    given(opened, received(100), revoked(100)).when(ask.revoke(100)).thenNothing();
    given(opened, received(100), withdrawn(1))
      .when(ask.revoke(100))
      .thenRejected({ type: 'InsufficientFunds', balance: 99 });
  });
});

describe('a refund', () => {
  it('gives back a part, and then the rest', () => {
    given(opened, deposited(100), charged(100)).when(ask.refund(30)).then(refunded(30));
    given(opened, deposited(100), charged(100), refunded(30)).when(ask.refund(70, 'rest')).then(refunded(70, 'rest'));
  });

  it('gives back no more than the order was charged, less what was given back before', () =>
    given(opened, deposited(200), charged(100), charged(100, '2'), refunded(30))
      .when(ask.refund(71, 'rest'))
      .thenRejected({ type: 'RefundExceedsCharge', refundable: 70 }));

  it('is made once under one reference, also when all is given back', () =>
    given(opened, deposited(100), charged(100), refunded(100)).when(ask.refund(100)).thenNothing());

  it('of another amount under the same reference is refused', () =>
    given(opened, deposited(100), charged(100), refunded(30))
      .when(ask.refund(31))
      .thenRejected({ type: 'ReferenceAlreadyUsed', reference: 'broken-cup' }));

  it('may have the reference of another order’s', () =>
    given(opened, deposited(200), charged(100), charged(100, '2'), refunded(30))
      .when(ask.refund(30, 'broken-cup', '2'))
      .then(refunded(30, 'broken-cup', '2')));

  it('is refused for an order that was not charged', () =>
    given(opened, deposited(100), charged(50))
      .when(ask.refund(50, 'broken-cup', '2'))
      .thenRejected({ type: 'OrderNotCharged' }));

  it('is refused where the balance would not be exact any more', () =>
    given(opened, deposited(100), charged(100), deposited(most, 'much'))
      .when(ask.refund(1))
      .thenRejected({ type: 'BalanceTooHigh' }));
});

describe('the commands to an account', () => {
  const { DepositToAccount, ChargeAccount } = account.commands;
  const { data } = ask.deposit(100);

  it.each([0, -1, 0.5, 2_000_000_000_000_001])('refuse the amount %d', (amount) => {
    expect(DepositToAccount.safeParse({ ...data, amount }).success).toBe(false);
  });

  it('take what the dearest order can cost', () => {
    const dearest = 200 * 100_000 * 100_000_000;
    expect(ChargeAccount.safeParse({ orderId: '1', currency: 'EUR', amount: dearest }).success).toBe(true);
  });

  it('refuse a reference that could hold anything', () => {
    expect(DepositToAccount.safeParse({ ...data, reference: 'from Bob' }).success).toBe(false);
  });
});
