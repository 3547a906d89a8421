import { accountOf, awaited, bob, carl, done, olga, orderOf, seen, teaOf, titleOf, type Cast } from '../cast.ts';
import { historyAnswer, orderAnswer, productAnswer, statementAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

const money = (amount: number, reference: string) => ({ currency: 'EUR', amount, reference });

/** Bob's account is charged for no more than is on it. */
export const theAccountIsFilled = async (cast: Cast): Promise<void> => {
  const [orderId, account] = [orderOf(cast), accountOf(cast)];
  stage.chapter('The account gives only what is on it');
  const { net } = await seen(cast, bob, `orders/${orderId}`, orderAnswer);
  await done(cast, bob, `accounts/${account}/open`, { customerId: 'bob', currency: 'EUR' });
  await done(cast, carl, `accounts/${account}/deposit`, money(2_000, `cash-${cast.run}`));
  const charge = { orderId, currency: 'EUR', amount: net };
  stage.asked(`POST /api/accounts/${account}/charge  ${euros(net)}`);
  const refused = await cast.api.command(`/api/accounts/${account}/charge`, charge, { as: carl });
  stage.shows(refused.status, titleOf(refused));
  mustHold('a charge of more than there is', refused.status, 422);
  stage.asked(`POST /api/accounts/${account}/deposit  10.00 EUR`);
  await done(cast, carl, `accounts/${account}/deposit`, money(1_000, `more-${cast.run}`));
};

/** Confirmed with the account, the order is paid and shipped by itself. */
export const theAccountPays = async (cast: Cast): Promise<void> => {
  const [orderId, account, { sku, name }] = [orderOf(cast), accountOf(cast), teaOf(cast)];
  stage.chapter('The account pays for the order, and the order ships: nobody does it by hand');
  stage.asked(`POST /api/orders/${orderId}/confirm  paid by account ${account}`);
  await done(cast, carl, `orders/${orderId}/confirm`, { accountId: account });
  const path = `orders/${orderId}`;
  const until = ({ status }: { readonly status: string }) => status === 'shipped';
  const { net } = await awaited(cast, { as: bob, path, schema: orderAnswer, until });
  const { entries } = await seen(cast, olga, `${path}/history`, historyAnswer);
  for (const { type, actor } of entries.slice(-3)) stage.shows(type.padEnd(16), `by ${actor}`);

  const charged = `statement?order=asc&after=account-${account}:4`;
  const { items } = await seen(cast, bob, `accounts/${account}/${charged}`, statementAnswer);
  for (const { kind, amount, balance } of items)
    stage.shows(kind.padEnd(10), euros(amount).padStart(11), `balance ${euros(balance)}`);
  mustHold('the balance', items.at(-1)?.balance, 3_000 - net);

  const stock = await awaited(cast, {
    ...{ as: bob, path: `products/${sku}`, schema: productAnswer },
    until: ({ available, reserved }) => available < 100 && reserved === 0,
  });
  stage.shows(`${stock.available} × ${name} are left`);
  mustHold('the stock', stock.available, 94);
};
