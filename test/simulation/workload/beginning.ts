import { known, type Errand } from './errand.ts';

/** What is there before others come: products with some stock, and customers with some money. */
export const beginning: Errand = async ({ client, random }) => {
  for (const [index, entityId] of known.products.entries()) {
    const product = { category: 'product', entityId };
    const data = {
      name: entityId,
      category: index < 2 ? 'kitchen' : 'garden',
      currency: 'EUR',
      unitPrice: 100 + index,
    };
    await client.command({ ...product, type: 'AddProduct', data });
    await client.command({ ...product, type: 'ReceiveStock', data: { quantity: random.between(3, 12) } });
  }
  for (const [index, entityId] of known.customers.entries()) {
    const data = { name: `The person ${entityId}`, email: known.emails[index] };
    await client.command({ category: 'customer', entityId, type: 'RegisterCustomer', data });
  }
  for (const entityId of known.accounts) {
    const [customerId, currency = ''] = entityId.split('-');
    const account = { category: 'account', entityId };
    const data = { customerId, currency: currency.toUpperCase() };
    await client.command({ ...account, type: 'OpenAccount', data });
    const money = { reference: 'first', currency: data.currency, amount: random.between(200, 2_000) };
    await client.command({ ...account, type: 'DepositToAccount', data: money });
  }
};
