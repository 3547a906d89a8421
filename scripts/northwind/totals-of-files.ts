import { addUp, type ControlTotals, type Figures } from './control-totals.ts';
import { unitsOf, type Northwind, type NorthwindLine, type NorthwindOrder } from './read-files.ts';

/**
 * Adds up what the views must show, on integers of any size and apart from the system's own arithmetic: the check must not share a
 * fault with what it checks.
 */
export const totalsOfFiles = ({ customers, products, orders }: Northwind, withStock: boolean): ControlTotals => {
  const isShipped = (order: NorthwindOrder): boolean => order.shipped_date !== '';
  const reserved = unitsOf(withStock ? orders.filter((order) => !isShipped(order)) : []);
  return {
    'orders by status': addUp(orders.map((order) => [isShipped(order) ? 'shipped' : 'placed', ofOrder(order)])),
    'orders by day of shipping': addUp(orders.filter(isShipped).map((order) => [order.shipped_date, { orders: 1 }])),
    'orders by customer': addUp(orders.map((order) => [order.customer_id, sold(order)])),
    'sales by day': addUp(orders.map((order) => [order.order_date, sold(order)])),
    'sales by month': addUp(orders.map((order) => [order.order_date.slice(0, 7), sold(order)])),
    'sales by year': addUp(orders.map((order) => [order.order_date.slice(0, 4), sold(order)])),
    'sales by country': addUp(orders.map((order) => [order.ship_country, sold(order)])),
    'sales by category': addUp(orders.flatMap((order) => soldPer(order, ({ product }) => product.category))),
    'sales by product': addUp(orders.flatMap((order) => soldPer(order, (line) => line.product_id))),
    'customers by country': addUp(customers.map(({ country }) => [country, { customers: 1 }])),
    'customer summaries': addUp([
      ...customers.map(({ customer_id: id }) => [id, { orders: 0, gross: 0, net: 0 }] as const),
      ...orders.map((order) => [order.customer_id, sold(order)] as const),
    ]),
    'stock by product': addUp(
      products.map(({ product_id: id, units_in_stock: available, unit_price: price, discontinued }) => [
        id,
        { available, reserved: reserved.get(id) ?? 0, price, discontinued: Number(discontinued) },
      ]),
    ),
  };
};

const ofLines = (lines: readonly NorthwindLine[]) => {
  const sum = (of: (line: NorthwindLine) => bigint): number =>
    Number(lines.reduce((total, line) => total + of(line), 0n));
  return {
    lines: lines.length,
    quantity: sum((line) => BigInt(line.quantity)),
    gross: sum(grossOf),
    // Half up, in whole cents.
    net: sum((line) => (grossOf(line) * BigInt(100 - line.discount) + 50n) / 100n),
  };
};

const grossOf = (line: NorthwindLine): bigint => BigInt(line.unit_price) * BigInt(line.quantity);

const ofOrder = ({ lines }: NorthwindOrder): Figures => ({ orders: 1, ...ofLines(lines) });

const sold = ({ lines }: NorthwindOrder): Figures => {
  const { gross, net } = ofLines(lines);
  return { orders: 1, gross, net };
};

/** An order with two lines of a group is one order of it. */
const soldPer = ({ lines }: NorthwindOrder, groupOf: (line: NorthwindLine) => string) =>
  [...Map.groupBy(lines, groupOf)].map(([group, own]) => {
    const { quantity, gross, net } = ofLines(own);
    return [group, { orders: 1, quantity, gross, net }] as const;
  });
