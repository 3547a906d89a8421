import { known, type Errand } from './errand.ts';

/** Customers who move, take an email that somebody else may want, are erased, and come anew. */
export const beCustomer: Errand = async ({ client, random }) => {
  const entityId = random.chance(0.5) ? random.oneOf(known.customers) : `new-${random.between(1, 3)}`;
  const customer = { category: 'customer', entityId };
  const email = random.oneOf(known.emails);
  if (random.chance(0.5))
    await client.command({
      ...customer,
      type: 'RegisterCustomer',
      data: { name: `The person ${entityId}`, email },
    });
  if (random.chance(0.4)) {
    const data = { email: random.oneOf(known.emails) };
    await client.command({ ...customer, type: 'ChangeCustomerEmail', data });
  }
  if (random.chance(0.3)) {
    const address = { street: `Street ${random.between(1, 9)}`, city: 'Oslo', country: 'Norway' };
    await client.command({ ...customer, type: 'ChangeCustomerAddress', data: { address } });
  }
  if (random.chance(0.15)) await client.command({ ...customer, type: 'EraseCustomer', data: {} });
};
