import { accountOf, bob, carl, olga, orderOf, seen, teaOf, type Cast } from '../cast.ts';
import { accountAnswer, historyAnswer, monthsAnswer, productAnswer, skuSalesAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

/** The sales of the month have the order in them, at the prices that it was placed at. */
export const theMonthShowsIt = async (cast: Cast): Promise<void> => {
  const { sku, name } = teaOf(cast);
  const { version, entries } = await seen(cast, olga, `orders/${orderOf(cast)}/history`, historyAnswer);
  const [month = ''] = entries.map(({ at }) => at.slice(0, 'yyyy-mm'.length));
  const after = `after=order-${orderOf(cast)}:${version}`;
  stage.chapter('The sales of the month show it, at the price of the order');
  stage.asked(`GET /api/sales/months?from=${month}&to=${month}&${after}`);
  const months = await seen(cast, carl, `sales/months?from=${month}&to=${month}&${after}`, monthsAnswer);
  for (const { currency, orders, net } of months.items)
    stage.shows(`${month}  orders: ${orders}, net: ${(net / 100).toFixed(2)} ${currency}`);
  stage.asked(`GET /api/sales/products?sku=${sku}&${after}`);
  const { items } = await seen(cast, carl, `sales/products?sku=${sku}&${after}`, skuSalesAnswer);
  stage.shows(`${items[0]?.quantity} × ${name}, ${euros(items[0]?.net ?? 0)}`);
  mustHold('what was sold', items, [{ quantity: 6, net: 2_880 }]);
};

/** Sales, price and balance are asked for as they were. */
export const timeGoesBack = async (cast: Cast): Promise<void> => {
  const { sku, name } = teaOf(cast);
  const { entries } = await seen(cast, olga, `orders/${orderOf(cast)}/history`, historyAnswer);
  const moment = entries[0]?.at ?? '';
  stage.chapter(`Time goes back to ${moment}, when Bob had just ordered`);
  stage.asked(`GET /api/sales/products?sku=${sku}&asOf=${moment}`);
  const { items } = await seen(cast, carl, `sales/products?sku=${sku}&asOf=${moment}`, skuSalesAnswer);
  stage.shows(`${items[0]?.quantity} × ${name}, ${euros(items[0]?.net ?? 0)}`);
  mustHold('what was sold then', items, [{ quantity: 5, net: 2_400 }]);

  stage.asked(`GET /api/products/${sku}/as-of?at=${moment}`);
  const product = await seen(cast, carl, `products/${sku}/as-of?at=${moment}`, productAnswer);
  stage.shows(`${product.name} cost ${euros(product.unitPrice)}`);
  mustHold('the price then', product.unitPrice, 480);

  stage.asked(`GET /api/accounts/${accountOf(cast)}/as-of?version=2`);
  const account = await seen(cast, bob, `accounts/${accountOf(cast)}/as-of?version=2`, accountAnswer);
  stage.shows(`${euros(account.balance)} on the account after the first deposit`);
  mustHold('the balance then', account.balance, 2_000);
};
