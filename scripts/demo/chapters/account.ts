import { accountOf, bob, carl, done, orderOf, seen, titleOf, type Cast } from '../cast.ts';
import { orderAnswer, statementAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

/** Bob's account pays for the order, once there is enough on it. */
export const theAccountPays = async (cast: Cast): Promise<void> => {
  const [orderId, account] = [orderOf(cast), accountOf(cast)];
  stage.chapter('The account pays for the order, and only what is on it');
  const version = await done(cast, carl, `orders/${orderId}/confirm`);
  const { net } = await seen(cast, bob, `orders/${orderId}?minVersion=${version}`, orderAnswer);
  await done(cast, bob, `accounts/${account}/open`, { customerId: 'bob', currency: 'EUR' });
  const money = (amount: number, reference: string) => ({ currency: 'EUR', amount, reference });
  await done(cast, carl, `accounts/${account}/deposit`, money(2_000, `cash-${cast.run}`));

  const charge = { orderId, currency: 'EUR', amount: net };
  stage.asked(`POST /api/accounts/${account}/charge  ${euros(net)}`);
  const refused = await cast.api.command(`/api/accounts/${account}/charge`, charge, { as: carl });
  stage.shows(refused.status, titleOf(refused));
  mustHold('a charge of more than there is', refused.status, 422);

  stage.asked(`POST /api/accounts/${account}/deposit 10.00 EUR, …/charge again`);
  await done(cast, carl, `accounts/${account}/deposit`, money(1_000, `more-${cast.run}`));
  const charged = await done(cast, carl, `accounts/${account}/charge`, charge);
  await done(cast, carl, `orders/${orderId}/pay`);
  const path = `accounts/${account}/statement?order=asc&after=account-${account}:${charged}`;
  const { items } = await seen(cast, bob, path, statementAnswer);
  for (const { kind, amount, balance } of items)
    stage.shows(kind.padEnd(10), euros(amount).padStart(11), `balance ${euros(balance)}`);
  mustHold('the balance', items.at(-1)?.balance, 3_000 - net);
};
