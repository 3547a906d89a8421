import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const cents = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .transform((text) => Number(text.replace('.', '')));

const orderRow = z.object({
  order_id: z.string(),
  customer_id: z.string(),
  order_date: z.iso.date(),
  ship_country: z.string().min(1),
  shipped_date: z.union([z.iso.date(), z.literal('')]),
});
const lineRow = z.object({
  order_id: z.string(),
  product_id: z.string(),
  unit_price: cents,
  quantity: z.coerce.number().int(),
  // A share with two decimals (0.15) is a whole percentage once its dot is gone.
  discount: cents,
});
const productRow = z.object({ product_id: z.string(), product_name: z.string(), category_id: z.string() });
const categoryRow = z.object({ category_id: z.string(), category_name: z.string() });

/** One order of the sample. Money in cents, discounts in percent. */
export interface NorthwindOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly orderedOn: string;
  readonly country: string;
  readonly isShipped: boolean;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly unitPrice: number;
    readonly quantity: number;
    readonly discountPercent: number;
    readonly category: string;
  }[];
}

/** Reads the orders of a Northwind folder (`orders.csv`, `order_details.csv`, `products.csv`, `categories.csv`), oldest first. */
export const readNorthwindOrders = async (folder: string): Promise<readonly NorthwindOrder[]> => {
  const rows = async <Row extends z.ZodType>(file: string, row: Row): Promise<z.infer<Row>[]> =>
    z.array(row).parse(parse(await readFile(join(folder, file), 'utf8'), { columns: true }));
  const [orders, lines, products, categories] = await Promise.all([
    rows('orders.csv', orderRow),
    rows('order_details.csv', lineRow),
    rows('products.csv', productRow),
    rows('categories.csv', categoryRow),
  ]);
  const namesOfCategories = new Map(categories.map((each) => [each.category_id, each.category_name]));
  const ofProduct = new Map(
    products.map((product) => [
      product.product_id,
      { name: product.product_name, category: namesOfCategories.get(product.category_id) },
    ]),
  );
  const linesOf = Map.groupBy(lines, (line) => line.order_id);
  return orders.map((order) => ({
    orderId: order.order_id,
    customerId: order.customer_id,
    orderedOn: order.order_date,
    country: order.ship_country,
    isShipped: order.shipped_date !== '',
    lines: (linesOf.get(order.order_id) ?? []).map((line) => ({
      sku: line.product_id,
      name: ofProduct.get(line.product_id)?.name ?? line.product_id,
      category: ofProduct.get(line.product_id)?.category ?? line.product_id,
      unitPrice: line.unit_price,
      quantity: line.quantity,
      discountPercent: line.discount,
    })),
  }));
};
