import { z } from 'zod';
import { cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { historyOf } from '../../../application/history/history.ts';
import { ordersById } from '../../../domain/order/index.ts';
import { place } from '../orders.ts';
import { fed, parkOthers, projecting } from '../prepared.ts';
import type { Scenario } from './scenario.ts';

/** What is asked for. */
export const queries: readonly Scenario[] = [
  {
    what: 'the history of a short order',
    requests: 1,
    requestUnits: 3.5,
    prepare: async (database, id) => {
      const { delivery } = await fed(database, id);
      const history = historyOf({ ...delivery, view: ordersById });
      return () => history({ reach: 'all', personalReach: 'all' }, id);
    },
  },
  {
    what: 'a query for one order',
    requests: 1,
    requestUnits: 1.1,
    prepare: async (database, id) => {
      const { deliver, first, readModel } = await projecting(database, id);
      await deliver(first);
      return () => readModel.find({ id, partition: id });
    },
  },
  {
    what: "a query for a page of a customer's orders",
    requests: 1,
    requestUnits: 4,
    prepare: async (database, id) => {
      const schema = z.object({ customerId: z.string(), placedAt: z.string() });
      const shape = { container: 'orders-by-customer', schema, partitionKey: 'customerId', orderBy: 'placedAt' };
      const readModel = cosmosReadModel(database, shape);
      for (let n = 0; n < 20; n += 1)
        await readModel.save(
          { id: `${id}-${n}`, partition: id },
          { version: 1, view: { customerId: id, placedAt: `${place.at}-${n}` } },
          undefined,
        );
      return () => readModel.list({ partition: id, limit: 20 });
    },
  },
  {
    what: 'a page of what a subscriber has parked',
    requests: 1,
    requestUnits: 11.5,
    prepare: async (database, id) => {
      const parkingLot = await parkOthers(database, id, id);
      return () => parkingLot.list({ subscriber: id, limit: 20 });
    },
  },
];
