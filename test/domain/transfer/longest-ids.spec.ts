import { expect, it } from 'vitest';
import { booksOf, wrongIn } from '../books.ts';
import { shopWithProcesses } from '../shop-with-processes.ts';

const longest = (letter: string) => letter.repeat(64);
const currency = 'EUR';

it.each([
  { what: 'arrives', isThere: true, status: 'completed', left: 300, arrived: 500 },
  { what: 'comes back where there is no such account', isThere: false, status: 'compensated', left: 800, arrived: 0 },
])('A transfer between accounts with the longest ids $what', async ({ isThere, status, left, arrived }) => {
  const [from, to] = [longest('f'), longest('t')];
  const shop = shopWithProcesses();
  const { account } = shop.people;
  await account(from, { type: 'OpenAccount', data: { customerId: longest('c'), currency } });
  await account(from, { type: 'DepositToAccount', data: { reference: 'wages', currency, amount: 800 } });
  if (isThere) await account(to, { type: 'OpenAccount', data: { customerId: longest('d'), currency } });
  const data = { reference: longest('r'), to, currency, amount: 500 };
  expect(await account(from, { type: 'TransferFromAccount', data })).toMatchObject({ outcome: 'accepted' });

  await shop.newHost().work();

  expect(await shop.statusOf('transfer', `${from}-3`)).toBe(status);
  const pages = booksOf(shop.commits());
  expect(wrongIn(pages)).toEqual([]);
  expect(pages.at(-1)).toMatchObject({ money: 800, underWay: 0 });
  const balanceOf = (id: string) =>
    booksOf(shop.commits().filter(({ streamId }) => streamId === `account-${id}`)).at(-1)?.money ?? 0;
  expect([balanceOf(from), balanceOf(to)]).toEqual([left, arrived]);
});
