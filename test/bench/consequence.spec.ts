import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@azure/cosmos';
import { batchShapes, consequenceOf, unitsOf } from '../../bench/commands/consequence.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

/** Request units for each command, with one total. docs/scale.md says why they are not lower. */
const ceilings: Readonly<Record<string, number>> = {
  '1 of 1': 57.5,
  '10 of 1': 17.5,
  '10 of 10': 47.5,
  '100 of 1': 14,
  '100 of 100': 47.5,
};

/** Of the containers here. */
const ranges = 3;

describe('The whole consequence of warm commands', () => {
  const cosmos = useLocalCosmos();
  let database: Database;

  beforeAll(async () => {
    database = await cosmos.freshDatabase();
  });

  it.each(batchShapes)(
    'is a request a range for the documents of a view, an append and a mail a command, and nothing asked of the parking lot: $commands commands, $orders orders',
    async (shape) => {
      const { commands, orders } = shape;
      const parts = await consequenceOf(database, `c-${commands}-${orders}`, shape);
      const requests = Object.fromEntries(parts.map(({ part, requests }) => [part, requests]));
      expect(requests).toMatchObject({
        append: commands,
        orders: Math.min(orders, ranges),
        'orders-by-customer': 1, // they are all of one customer
        mails: commands,
      });
      for (const free of ['publishing', 'archive']) expect(requests[free] ?? 0).toBe(0);
      expect(unitsOf(parts, shape)).toBeLessThanOrEqual(ceilings[`${commands} of ${orders}`] ?? 0);
    },
  );
});
