import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@azure/cosmos';
import { batchShapes, consequenceOf, unitsOf } from '../../bench/commands/consequence.ts';
import { everyViewOf } from '../../domain/modelling/system.ts';
import { shop } from '../../domain/shop.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

/** Request units for each command, with one total, and with all that the shop has. docs/scale.md says why they are not lower. */
const ceilings: Readonly<Record<string, { readonly aimedAt: number; readonly ofAll: number }>> = {
  '1 of 1': { aimedAt: 65.5, ofAll: 182 },
  '10 of 1': { aimedAt: 26, ofAll: 43 },
  '10 of 10': { aimedAt: 55.5, ofAll: 122 },
  '100 of 1': { aimedAt: 22, ofAll: 29 },
  '100 of 100': { aimedAt: 55.5, ofAll: 120 },
};

/** All views, totals, logs and joined views that an order changes. */
const ofOrders = everyViewOf(shop)
  .filter(({ categories }) => categories.includes('order'))
  .map(({ name }) => name);

/** Of the containers here. */
const ranges = 3;

describe('The whole consequence of warm commands', () => {
  const cosmos = useLocalCosmos();
  let database: Database;

  beforeAll(async () => {
    database = await cosmos.freshDatabase();
  });

  it.each(batchShapes)(
    'is a request a range for the documents of a view, an append a command and three for its mail, and nothing asked of the parking lot: $commands commands, $orders orders',
    async (shape) => {
      const { commands, orders } = shape;
      const parts = await consequenceOf(database, `c-${commands}-${orders}`, shape);
      const requests = Object.fromEntries(parts.map(({ part, requests }) => [part, requests]));
      expect(requests).toMatchObject({
        append: commands,
        orders: Math.min(orders, ranges),
        'orders-by-customer': 1, // they are all of one customer
        mails: 3 * commands, // whether it was taken, the recipient, and the mail with its mark
      });
      expect(parts.map(({ part }) => part)).toEqual(expect.arrayContaining(ofOrders));
      for (const free of ['publishing', 'archive']) expect(requests[free] ?? 0).toBe(0);
      const units = unitsOf(parts, shape);
      const ceiling = ceilings[`${commands} of ${orders}`];
      expect(units.aimedAt).toBeLessThanOrEqual(ceiling?.aimedAt ?? 0);
      expect(units.ofAll).toBeLessThanOrEqual(ceiling?.ofAll ?? 0);
    },
  );
});
