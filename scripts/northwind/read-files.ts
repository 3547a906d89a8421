import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const cents = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .transform((text) => Number(text.replace('.', '')));
const whole = z.string().regex(/^\d+$/).transform(Number);
const id = z.string().min(1);
const optional = z.string().transform((text) => (text === '' ? undefined : text));

const files = {
  customers: z.object({
    customer_id: id,
    company_name: id,
    address: id,
    city: id,
    region: optional,
    postal_code: optional,
    country: id,
  }),
  suppliers: z.object({ supplier_id: id, company_name: id }),
  categories: z.object({ category_id: id, category_name: id }),
  products: z.object({
    product_id: id,
    product_name: id,
    supplier_id: id,
    category_id: id,
    unit_price: cents,
    units_in_stock: whole,
    discontinued: z.enum(['0', '1']),
  }),
  orders: z.object({
    order_id: id,
    customer_id: id,
    order_date: z.iso.date(),
    shipped_date: z.union([z.iso.date(), z.literal('')]),
    ship_country: id,
  }),
  order_details: z.object({
    order_id: id,
    product_id: id,
    unit_price: cents,
    quantity: whole,
    // A share with two decimals (0.15) is a whole percentage once its dot is gone.
    discount: cents,
  }),
};

type Row<File extends keyof typeof files> = z.infer<(typeof files)[File]>;

/** A customer of the sample. */
export type NorthwindCustomer = Row<'customers'>;

/** A product of the sample, with the names of its category and its supplier. Money in cents. */
export type NorthwindProduct = Row<'products'> & { readonly category: string; readonly supplier: string };

/** A line of an order, with its product. Money in cents, discount in percent. */
export type NorthwindLine = Row<'order_details'> & { readonly product: NorthwindProduct };

/** An order of the sample. `shipped_date` is empty while it has not shipped. */
export type NorthwindOrder = Row<'orders'> & { readonly lines: readonly NorthwindLine[] };

/** What the import brings in. */
export interface Northwind {
  readonly customers: readonly NorthwindCustomer[];
  readonly products: readonly NorthwindProduct[];
  /** Oldest first. */
  readonly orders: readonly NorthwindOrder[];
}

/** Reads a folder with the tables of Northwind, each a CSV file. Throws an error that names the file, the row and the column. */
export const readNorthwind = async (folder: string): Promise<Northwind> => {
  const rowsOf = async <File extends keyof typeof files>(file: File): Promise<readonly Row<File>[]> => {
    const text = await readFile(join(folder, `${file}.csv`), 'utf8');
    const read = z.array(files[file]).safeParse(parse(text, { columns: true }));
    if (!read.success) throw new Error(`${file}.csv cannot be read:\n${z.prettifyError(read.error)}`);
    return read.data;
  };
  const [customers, suppliers, categories, named, placed, ordered] = await Promise.all([
    rowsOf('customers'),
    rowsOf('suppliers'),
    rowsOf('categories'),
    rowsOf('products'),
    rowsOf('orders'),
    rowsOf('order_details'),
  ]);
  const supplierOf = byKey('supplier', suppliers, (row) => row.supplier_id);
  const categoryOf = byKey('category', categories, (row) => row.category_id);
  const products = named.map((row) => ({
    ...row,
    category: categoryOf(row.category_id).category_name,
    supplier: supplierOf(row.supplier_id).company_name,
  }));
  const productOf = byKey('product', products, (row) => row.product_id);
  const linesOf = Map.groupBy(
    ordered.map((row) => ({ ...row, product: productOf(row.product_id) })),
    (row) => row.order_id,
  );
  const orders = placed.map((row) => ({ ...row, lines: linesOf.get(row.order_id) ?? [] }));
  return { customers, products, orders };
};

/** How many units of each product these orders have, by the id of the product. */
export const unitsOf = (orders: readonly NorthwindOrder[]): ReadonlyMap<string, number> => {
  const units = new Map<string, number>();
  for (const { product_id: productId, quantity } of orders.flatMap(({ lines }) => lines))
    units.set(productId, (units.get(productId) ?? 0) + quantity);
  return units;
};

const byKey = <Found>(what: string, rows: readonly Found[], keyOf: (row: Found) => string) => {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return (key: string): Found => {
    const row = found.get(key);
    if (row === undefined) throw new Error(`The files name the ${what} ${key}, and do not have it.`);
    return row;
  };
};
