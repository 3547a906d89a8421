import { expect } from 'vitest';
import { booksOf, countsOf, wrongIn } from '../books.ts';
import type { ShopWithProcesses } from '../shop-with-processes.ts';

/** What stands in the way of the money that Bob sends to Eve; `nothing`: it arrives. */
export const obstacles = ['nothing', 'no account', 'another currency'] as const;

/** What stands in the way of the transfer. */
export type Obstacle = (typeof obstacles)[number];

/** Opens Eve's account, as far as nothing stands in the way. */
export const openEvesAccount = async ({ people }: ShopWithProcesses, currency = 'EUR'): Promise<void> => {
  await people.account('eve', { type: 'OpenAccount', data: { customerId: 'eve', currency } });
};

/** Sends 500 of Bob's 800 to Eve. */
export const sendMoney = async (shop: ShopWithProcesses, obstacle: Obstacle): Promise<void> => {
  const { people } = shop;
  const currency = 'EUR';
  await people.account('bob', { type: 'OpenAccount', data: { customerId: 'bob', currency } });
  await people.account('bob', { type: 'DepositToAccount', data: { reference: 'wages', currency, amount: 800 } });
  if (obstacle !== 'no account') await openEvesAccount(shop, obstacle === 'nothing' ? 'EUR' : 'USD');
  const data = { reference: 'rent', to: 'eve', currency, amount: 500 };
  const sent = await people.account('bob', { type: 'TransferFromAccount', data });
  expect(sent.outcome).toBe('accepted');
};

/** Whatever has happened on the way: all money is there at every moment, and in the end none is under way. */
export const expectEnded = async (shop: ShopWithProcesses): Promise<'completed' | 'compensated'> => {
  const pages = booksOf(shop.commits());
  expect(wrongIn(pages)).toEqual([]);
  expect(pages.at(-1)).toMatchObject({ money: 800, underWay: 0 });
  const counts = countsOf(shop.commits(), ['fulfilment', 'transfer']);
  expect(Object.entries(counts).filter(([, count]) => count > 1)).toEqual([]);
  const status = await shop.statusOf('transfer', 'bob-3');
  if (status === 'completed') {
    expect(counts).toMatchObject({ 'account-eve TransferReceived': 1 });
    expect(counts).not.toHaveProperty(['account-bob TransferReturned']);
    return status;
  }
  expect(status).toBe('compensated');
  expect(counts).toMatchObject({ 'account-bob TransferReturned': 1 });
  return 'compensated';
};
