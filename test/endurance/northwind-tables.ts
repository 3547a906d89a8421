import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse/sync';

/** Money in cents and discounts in percent, as whole numbers; a line with its order, and what it costs. */
const sold = `
  CREATE VIEW sold AS
  SELECT order_id, customer_id, order_date, ship_country, product_id, category_id, number,
         price * number AS gross, (price * number * (100 - percent) + 50) / 100 AS net
  FROM (
    SELECT order_id, product_id, CAST(quantity AS INTEGER) AS number,
           CAST(replace(unit_price, '.', '') AS INTEGER) AS price, CAST(replace(discount, '.', '') AS INTEGER) AS percent
    FROM order_details
  ) JOIN orders USING (order_id) JOIN products USING (product_id)`;

/** The files of a Northwind folder as tables of text, in memory, and the view `sold` of all lines. */
export const northwindTables = (folder: string): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  for (const table of ['categories', 'customers', 'order_details', 'orders', 'products', 'suppliers']) {
    const [header = [], ...rows] = parse(readFileSync(join(folder, `${table}.csv`), 'utf8'));
    database.exec(`CREATE TABLE ${table} (${header.join(', ')})`);
    const insert = database.prepare(`INSERT INTO ${table} VALUES (${header.map(() => '?').join(', ')})`);
    for (const row of rows) insert.run(...row);
  }
  database.exec(sold);
  return database;
};

/** The rows of a query, as plain objects. */
export const rowsOf = (database: DatabaseSync, query: string): readonly object[] =>
  database
    .prepare(query)
    .all()
    .map((row) => ({ ...row }));
