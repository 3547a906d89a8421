import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@azure/cosmos';
import { batchShapes, consequenceOf } from '../../bench/commands/consequence.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

describe('The whole consequence of warm commands', () => {
  const cosmos = useLocalCosmos();
  let database: Database;

  beforeAll(async () => {
    database = await cosmos.freshDatabase();
  });

  it.each(batchShapes)(
    'is a request a document, an append and two for the mail a command, and two a batch: $commands commands, $orders orders',
    async (shape) => {
      const { commands, orders } = shape;
      const parts = await consequenceOf(database, `c-${commands}-${orders}`, shape);
      const requests = Object.fromEntries(parts.map(({ part, requests }) => [part, requests]));
      expect(requests).toMatchObject({
        append: commands,
        orders,
        'orders-by-customer': orders,
        mails: 2 * commands, // the recipient, and one transaction
      });
      for (const once of ['publishing', 'archive']) expect(requests[once] ?? 0).toBeLessThanOrEqual(1);
    },
  );
});
