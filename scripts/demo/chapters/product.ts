import type { Person } from '../../client/credentials.ts';
import { bob, cakeOf, carl, done, orderOf, seen, teaOf, titleOf, wife, type Cast } from '../cast.ts';
import { orderAnswer, productAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

/** Two products come into the catalogue, with stock. */
export const theStockArrives = async (cast: Cast): Promise<void> => {
  stage.chapter('Stock arrives: 100 × Earl Grey, and one Victoria sponge');
  for (const [{ sku, name, unitPrice }, quantity] of [[teaOf(cast), 100] as const, [cakeOf(cast), 1] as const]) {
    stage.asked(`POST /api/products/${sku}/add, …/receive-stock`);
    await done(cast, carl, `products/${sku}/add`, { name, category: 'Tea time', currency: 'EUR', unitPrice });
    const version = await done(cast, carl, `products/${sku}/receive-stock`, { quantity });
    const shown = await seen(cast, bob, `products/${sku}?minVersion=${version}`, productAnswer);
    stage.shows(`${shown.available} × ${shown.name}, ${euros(shown.unitPrice)}`);
    mustHold('the stock', shown.available, quantity);
  }
};

/** Two callers want what there is only one of, at the same moment. */
export const twoWantTheLastOne = async (cast: Cast): Promise<void> => {
  stage.chapter('Bob and his wife want the last sponge at the same moment');
  const path = `products/${cakeOf(cast).sku}/reserve-stock`;
  const reserve = async (of: Person) => {
    stage.asked(`POST /api/${path}  one for an order of ${of.name}`);
    const body = { holder: `${of.name}-${cast.run}`, quantity: 1 };
    return { of, answer: await cast.api.command(`/api/${path}`, body, { as: carl }) };
  };
  const both = await Promise.all([reserve(bob), reserve(wife)]);
  for (const { of, answer } of both) stage.shows(answer.status, of.name.padEnd(10), titleOf(answer));
  mustHold('one gets it, one is told', both.map(({ answer }) => answer.status).sort(), [200, 422]);
};

/** The price in the catalogue changes; that of the order does not. */
export const thePriceChanges = async (cast: Cast): Promise<void> => {
  const { sku } = teaOf(cast);
  stage.chapter('The price changes again, and the order keeps its own');
  stage.asked(`POST /api/products/${sku}/change-price  5.00 EUR`);
  const version = await done(cast, carl, `products/${sku}/change-price`, { unitPrice: 500 });
  const product = await seen(cast, bob, `products/${sku}?minVersion=${version}`, productAnswer);
  const order = await seen(cast, bob, `orders/${orderOf(cast)}`, orderAnswer);
  stage.shows(`catalogue: ${euros(product.unitPrice)}; the order: ${euros(order.lines[0]?.unitPrice ?? 0)}`);
  mustHold('both prices', [product.unitPrice, order.lines[0]?.unitPrice], [500, 480]);
};
