import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An order of the sample, as the specs count on it. */
export interface SampleOrder {
  readonly orderId: string;
  /** How many commands, and so how many events, its life has. */
  readonly events: number;
}

const linesOf = (order: number): readonly string[] =>
  Array.from({ length: 1 + (order % 4) }, (_, line) => {
    const price = ((order * 7919 + line * 104_729) % 9973) / 100;
    const quantity = 1 + ((order * 31 + line) % 120);
    const discount = ((order + line) % 6) * 0.05;
    return [order, line + 1, price.toFixed(2), quantity, discount.toFixed(2)].join(',');
  });

/** Writes orders in the files and columns of Northwind, every seventh of them never shipped. Made up, and always the same. */
export const writeNorthwindSample = async (folder: string, count: number): Promise<readonly SampleOrder[]> => {
  const orders = Array.from({ length: count }, (_, index) => 20_000 + index);
  const isShipped = (order: number): boolean => order % 7 !== 0;
  const file = (name: string, header: string, rows: readonly string[]): Promise<void> =>
    writeFile(join(folder, name), `${[header, ...rows].join('\n')}\n`);
  await Promise.all([
    file(
      'orders.csv',
      'order_id,customer_id,order_date,ship_country,shipped_date',
      orders.map(
        (order) =>
          `${order},CUST${order % 9},2026-03-0${1 + (order % 9)},${order % 2 === 0 ? 'UK' : 'France'},${isShipped(order) ? '2026-04-01' : ''}`,
      ),
    ),
    file('order_details.csv', 'order_id,product_id,unit_price,quantity,discount', orders.flatMap(linesOf)),
    file(
      'customers.csv',
      'customer_id,company_name,address,city,region,postal_code,country',
      Array.from({ length: 10 }, (_, n) => `CUST${n},"Shop ${n}, Inc.",Road ${n},London,,${n === 0 ? '' : `N${n}`},UK`),
    ),
    file('suppliers.csv', 'supplier_id,company_name', ['1,Exotic Liquids']),
    file('products.csv', 'product_id,product_name,supplier_id,category_id,unit_price,units_in_stock,discontinued', [
      '1,"Tea, Earl Grey",1,1,4.50,39,0',
      '2,Cake,1,2,12.90,0,1',
      '3,Côte de Blaye,1,1,263.50,17,0',
      '4,Pie,1,2,9.20,1,0',
      '5,Cheese,1,2,2.50,0,1',
    ]),
    file('categories.csv', 'category_id,category_name', ['1,Beverages', '2,Confections']),
  ]);
  return orders.map((order) => ({ orderId: String(order), events: isShipped(order) ? 4 : 1 }));
};
