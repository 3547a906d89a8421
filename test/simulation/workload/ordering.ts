import { known, type Errand, type Running } from './errand.ts';

const line = ({ random }: Running, productId: string) => ({
  sku: productId,
  name: productId,
  unitPrice: random.between(90, 110),
  quantity: random.between(1, 4),
  ...(random.chance(0.3) ? { discountPercent: random.between(1, 50) } : {}),
  ...(random.chance(0.5) ? { category: random.oneOf(['kitchen', 'garden']) } : {}),
  ...(random.chance(0.9) ? { productId } : {}),
});

/** An order that is placed, changed, and confirmed with an account, so that it is fulfilled by itself; or by hand. */
export const orderGoods: Errand = async (running) => {
  const { client, random } = running;
  const order = { category: 'order', entityId: random.chance(0.05) ? 'cart-k1' : random.oneOf(known.orders) };
  const customerId = random.oneOf(known.customers);
  const products = known.products.filter(() => random.chance(0.6));
  const lines = (products.length === 0 ? [known.products[0]] : products).map((each) => line(running, each));
  const shipping = random.chance(0.5) ? { country: random.oneOf(['France', 'Norway']) } : {};
  await client.command({
    ...order,
    type: 'PlaceOrder',
    data: { customerId, currency: 'EUR', lines, ...shipping },
  });
  if (random.chance(0.4)) {
    const data = { sku: random.oneOf(known.products), quantity: random.between(1, 6) };
    await client.command({ ...order, type: 'ChangeOrderQuantity', data });
  }
  if (random.chance(0.2))
    await client.command({ ...order, type: 'RemoveOrderLine', data: { sku: random.oneOf(known.products) } });
  await (random.chance(0.75) ? confirmWithAccount(running, order, customerId) : fulfilByHand(running, order));
};

interface Order {
  readonly category: string;
  readonly entityId: string;
}

/** The process does the rest, while the customer may change its mind. */
export const confirmWithAccount = async (
  { client, random }: Running,
  order: Order,
  customerId: string,
): Promise<void> => {
  const accountId = random.chance(0.85) ? `${customerId}-eur` : random.oneOf(known.accounts);
  await client.command({ ...order, type: 'ConfirmOrder', data: { accountId } });
  if (random.chance(0.25)) await client.command({ ...order, type: 'CancelOrder', data: { reason: 'It rains.' } });
  if (random.chance(0.3)) await client.command({ ...order, type: 'DeliverOrder', data: {} });
};

const fulfilByHand = async ({ client, random }: Running, order: Order): Promise<void> => {
  for (const type of ['ConfirmOrder', 'PayOrder', 'ShipOrder', 'DeliverOrder'])
    if (random.chance(0.8)) await client.command({ ...order, type, data: {} });
};
