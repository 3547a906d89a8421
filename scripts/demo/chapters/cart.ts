import { awaited, bob, carl, cartOf, done, orderOf, seen, teaOf, titleOf, type Cast } from '../cast.ts';
import { cartAnswer, offersChanged, orderAnswer, productAnswer } from '../shapes.ts';
import { euros, mustHold, stage } from '../stage.ts';

/** Bob is registered, and fills a cart. While the tea lies in it, its price changes. */
export const bobFillsACart = async (cast: Cast): Promise<void> => {
  const [cart, { sku, name }] = [cartOf(cast), teaOf(cast)];
  stage.chapter('Bob puts 5 into a cart, and the price changes before he buys');
  await done(cast, carl, 'customers/bob/register', { name: 'Bob', email: 'bob@demo.example' });
  stage.asked(`POST /api/carts/${cart}/add-item  5 × ${name}`);
  const version = await done(cast, bob, `carts/${cart}/add-item`, { customerId: 'bob', productId: sku, quantity: 5 });
  const filled = await seen(cast, bob, `carts/${cart}?minVersion=${version}`, cartAnswer);
  stage.shows(`${filled.status}: ${filled.items[0]?.quantity} × ${name}, ${euros(filled.total)}`);
  mustHold('the total', filled.total, 2_250);
  stage.asked(`POST /api/products/${sku}/change-price  4.80 EUR`);
  const changed = await done(cast, carl, `products/${sku}/change-price`, { unitPrice: 480 });
  const product = await seen(cast, bob, `products/${sku}?minVersion=${changed}`, productAnswer);
  mustHold('the price', product.unitPrice, 480);
};

/** Bob agrees to the price that he was shown, then to the one that it costs now. */
export const theCartBecomesAnOrder = async (cast: Cast): Promise<void> => {
  const [cart, { sku, name }] = [cartOf(cast), teaOf(cast)];
  stage.chapter('Nothing is bought at a price that he was not shown; then the cart becomes an order');
  const path = `carts/${cart}/check-out`;
  const agreeTo = (unitPrice: number) => {
    stage.asked(`POST /api/${path}  agrees to 5 × ${euros(unitPrice)}`);
    return { items: [{ productId: sku, quantity: 5, unitPrice }] };
  };
  const refused = await cast.api.command(`/api/${path}`, agreeTo(450), { as: bob });
  mustHold('a check-out at the former price', refused.status, 422);
  stage.shows(refused.status, titleOf(refused));
  const { changes } = offersChanged.parse(refused.body);
  for (const { from, to } of changes) stage.shows(`  ${name}: ${euros(from)} → ${euros(to)}`);
  mustHold('the change', changes, [{ from: 450, to: 480 }]);

  await done(cast, bob, path, agreeTo(480));
  stage.asked(`GET /api/orders/${orderOf(cast)}`);
  const order = await awaited(cast, {
    ...{ as: bob, path: `orders/${orderOf(cast)}`, schema: orderAnswer },
    until: () => true,
  });
  stage.shows(`${order.status}: ${order.lines[0]?.quantity} × ${order.lines[0]?.name}, ${euros(order.net)}`);
  mustHold('the order', [order.status, order.net], ['placed', 2_400]);
};
