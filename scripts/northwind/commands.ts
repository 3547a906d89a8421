import type { Person } from '../client/credentials.ts';
import {
  unitsOf,
  type Northwind,
  type NorthwindCustomer,
  type NorthwindOrder,
  type NorthwindProduct,
} from './read-files.ts';

/** One command of the import. Its path and name are its idempotency key, so that a run that was cut off can be started again. */
export interface Command {
  readonly as: Person;
  /** Like `orders/10248`. */
  readonly entity: string;
  readonly name: string;
  /** Tells the commands of one name to one entity apart. */
  readonly of?: string;
  readonly body: object;
}

/** The commands of one entity's life, in their order. */
export type Life = readonly Command[];

/** Registers customers and takes their orders. */
export const salesClerk: Person = { name: 'northwind-sales', roles: ['clerk'] };

/** Looks after products and their stock. */
export const stockKeeper: Person = { name: 'northwind-stock', roles: ['clerk'] };

const startOf = (day: string): string => `${day}T00:00:00Z`;

/** Registers a customer. The files have no email addresses, so one is made from the id. */
export const lifeOfCustomer = ({ customer_id: id, ...customer }: NorthwindCustomer): Life => [
  {
    as: salesClerk,
    entity: `customers/${id}`,
    name: 'register',
    body: {
      name: customer.company_name,
      email: `${id.toLowerCase()}@northwind.example`,
      address: {
        street: customer.address,
        city: customer.city,
        ...(customer.region === undefined ? {} : { region: customer.region }),
        ...(customer.postal_code === undefined ? {} : { postalCode: customer.postal_code }),
        country: customer.country,
      },
    },
  },
];

/**
 * Adds a product, with the stock that it must have had before the first order: what was sold since, and what was left. So what can
 * be reserved in the end is `units_in_stock`.
 */
export const lifeOfProduct = (product: NorthwindProduct, sold: number): Life => {
  const to = { as: stockKeeper, entity: `products/${product.product_id}` };
  const opening = product.units_in_stock + sold;
  const add = {
    ...{ name: product.product_name, category: product.category, supplier: product.supplier },
    ...{ currency: 'USD', unitPrice: product.unit_price },
  };
  return [
    { ...to, name: 'add', body: add },
    ...(opening === 0 ? [] : [{ ...to, name: 'receive-stock', body: { quantity: opening } }]),
  ];
};

/** Takes a product out of the catalogue. Only after the orders, as nothing is reserved of it any more. */
export const endOfProduct = ({ product_id: id, discontinued }: NorthwindProduct): Life =>
  discontinued === '1' ? [{ as: stockKeeper, entity: `products/${id}`, name: 'discontinue', body: {} }] : [];

/** Places an order on its day and, if it was shipped, takes it there. With stock: sets it aside for the order, and ships it. */
export const lifeOfOrder = (order: NorthwindOrder, withStock: boolean): Life => {
  const { order_id: orderId, shipped_date: shippedOn } = order;
  const to = { as: salesClerk, entity: `orders/${orderId}` };
  const stock = (name: string, bodyOf: (quantity: number) => object): Life =>
    (withStock ? order.lines : []).map(({ product_id: productId, quantity }) => ({
      ...{ as: stockKeeper, entity: `products/${productId}`, name, of: orderId },
      body: { holder: orderId, ...bodyOf(quantity) },
    }));
  return [
    { ...to, name: 'place', body: placementOf(order) },
    ...stock('reserve-stock', (quantity) => ({ quantity })),
    ...(shippedOn === ''
      ? []
      : [
          { ...to, name: 'confirm', body: {} },
          { ...to, name: 'pay', body: {} },
          ...stock('ship-stock', () => ({})),
          { ...to, name: 'ship', body: { shippedAt: startOf(shippedOn) } },
        ]),
  ];
};

const placementOf = (order: NorthwindOrder): object => ({
  customerId: order.customer_id,
  currency: 'USD',
  lines: order.lines.map((line) => ({
    ...{ sku: line.product_id, productId: line.product_id, name: line.product.product_name },
    ...{ unitPrice: line.unit_price, quantity: line.quantity, discountPercent: line.discount },
    category: line.product.category,
  })),
  country: order.ship_country,
  placedAt: startOf(order.order_date),
});

/** All that the import sends, phase by phase. Within a phase the lives are begun in their order. */
export const phasesOf = ({ customers, products, orders }: Northwind, withStock: boolean) => {
  const sold = unitsOf(withStock ? orders : []);
  return [
    { name: 'customers', lives: customers.map(lifeOfCustomer) },
    { name: 'products', lives: products.map((each) => lifeOfProduct(each, sold.get(each.product_id) ?? 0)) },
    { name: 'orders', lives: orders.map((each) => lifeOfOrder(each, withStock)) },
    { name: 'discontinued', lives: products.map(endOfProduct) },
  ];
};
