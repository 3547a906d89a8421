import { known, type Errand } from './errand.ts';

/** What a shopkeeper does with a product: stock comes in, is set aside by hand, and leaves; names and prices change. */
export const keepShop: Errand = async ({ client, random }) => {
  const product = { category: 'product', entityId: random.oneOf(known.products) };
  const holder = random.oneOf(['clerk-1', 'clerk-2', 'clerk-3']);
  if (random.chance(0.4))
    await client.command({ ...product, type: 'ReceiveStock', data: { quantity: random.between(1, 6) } });
  if (random.chance(0.2)) {
    const data = { unitPrice: random.between(95, 105) };
    await client.command({ ...product, type: 'ChangeProductPrice', data });
  }
  if (random.chance(0.1)) {
    const data = { name: `${product.entityId} ${random.between(1, 3)}` };
    await client.command({ ...product, type: 'RenameProduct', data });
  }
  if (random.chance(0.5)) {
    const data = { holder, quantity: random.between(1, 3) };
    await client.command({ ...product, type: 'ReserveStock', data });
    const type = random.oneOf(['ReleaseStock', 'ShipStock']);
    await client.command({ ...product, type, data: { holder } });
  }
  if (random.chance(0.04)) await client.command({ ...product, type: 'DiscontinueProduct', data: {} });
};
