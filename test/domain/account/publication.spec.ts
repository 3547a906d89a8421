import { describe, expect, it } from 'vitest';
import { accountContracts, accounts, type AccountEvent } from '../../../domain/account/index.ts';
import { charged, deposited, opened, refunded, withdrawn } from './account-examples.ts';

const contractOf = (event: AccountEvent) =>
  accounts.contracts?.contractOf({
    event,
    category: 'account',
    entityId: 'bobs',
    version: 2,
    recordedAt: '',
    actor: 'bob',
  });

describe('The messages about an account', () => {
  it('tell what an order was charged and refunded, as their contracts say', () => {
    const money = { accountId: 'bobs', orderId: '1', currency: 'EUR' };
    const told = [charged(100), refunded(30)].map(contractOf);
    expect(told).toEqual([
      { type: 'shop.account-charged.v1', data: { ...money, amount: 100 } },
      { type: 'shop.account-refunded.v1', data: { ...money, amount: 30, reference: 'broken-cup' } },
    ]);
    for (const contract of told)
      expect(accountContracts[contract?.type as keyof typeof accountContracts].strict().parse(contract?.data)).toEqual(
        contract?.data,
      );
  });

  it.each([opened, deposited(100), withdrawn(100)])('tell nothing of $type', (event) => {
    expect(contractOf(event)).toBeUndefined();
  });
});
