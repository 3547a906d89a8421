import type { Database } from '@azure/cosmos';
import { cosmosReadModel } from '../../adapters/cosmos/index.ts';
import { ask, change, newProcess, place } from './orders.ts';
import { cancel, longLived, placed, projecting, ship } from './prepared.ts';

/** What something may cost: requests that are charged for (the plan of a query is not), and request units. */
export interface Scenario {
  readonly what: string;
  readonly requests: number;
  readonly requestUnits: number;
  /** Makes everything ready, and answers what is to be counted. */
  readonly prepare: (database: Database, id: string) => Promise<() => Promise<unknown>>;
}

/** The cost of everything that has a price worth knowing. Each line is asserted by a spec and printed by `npm run bench`. */
export const scenarios: readonly Scenario[] = [
  {
    what: 'a command that begins a stream',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const process = await placed(database, `${id}-other`);
      return () => process(ask(id, place));
    },
  },
  {
    what: 'a command on a stream that the process knows',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      return () => process(ask(id, change(1)));
    },
  },
  {
    what: 'a command after a lost race',
    requests: 3,
    requestUnits: 9,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      await newProcess(database)(ask(id, change(1)));
      return () => process(ask(id, change(2)));
    },
  },
  {
    what: 'a command that is refused',
    requests: 1,
    requestUnits: 1,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      return () => process(ask(id, ship));
    },
  },
  {
    what: 'a command that is repeated',
    requests: 0,
    requestUnits: 0,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      return () => process(ask(id, place, `place-${id}`));
    },
  },
  {
    what: 'a command that began a stream, repeated to another process',
    requests: 2,
    requestUnits: 3,
    prepare: async (database, id) => {
      await placed(database, id);
      return () => newProcess(database)(ask(id, place, `place-${id}`));
    },
  },
  {
    what: 'a command on a short stream that the process does not know',
    requests: 3,
    requestUnits: 10.5,
    prepare: async (database, id) => {
      await placed(database, id);
      return () => newProcess(database)(ask(id, cancel));
    },
  },
  {
    what: 'a refusal on a stream of 10,000 commits that the process does not know: two requests at once',
    requests: 2,
    requestUnits: 20,
    prepare: async (database, id) => {
      await longLived(database, id);
      return () => newProcess(database)(ask(id, ship));
    },
  },
  {
    what: 'projecting the first event of an order',
    requests: 2,
    requestUnits: 7.5,
    prepare: async (database, id) => {
      const { deliver, first } = await projecting(database, id);
      return () => deliver(first);
    },
  },
  {
    what: 'projecting a later event of an order',
    requests: 2,
    requestUnits: 12.5,
    prepare: async (database, id) => {
      const { deliver, first, second } = await projecting(database, id);
      await deliver(first);
      return () => deliver(second);
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
      const shape = { container: 'orders-by-customer', partitionKey: 'customerId', orderBy: 'placedAt' };
      const readModel = cosmosReadModel<{ customerId: string; placedAt: string }>(database, shape);
      for (let n = 0; n < 20; n += 1)
        await readModel.save(
          { id: `${id}-${n}`, partition: id },
          { version: 1, view: { customerId: id, placedAt: `${place.at}-${n}` } },
          undefined,
        );
      return () => readModel.list({ partition: id, limit: 20 });
    },
  },
];

/** What a request was charged. */
interface Charged {
  readonly requestUnits: number;
}

/** The sum of what requests were charged, and how many of them were. */
export const costOf = (answered: readonly Charged[]) => ({
  requests: answered.filter(({ requestUnits }) => requestUnits > 0).length,
  requestUnits: answered.reduce((sum, { requestUnits }) => sum + requestUnits, 0),
});
