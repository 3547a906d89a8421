import type { Database } from '@azure/cosmos';
import { cosmosReadModel } from '../../adapters/cosmos/index.ts';
import { historyOf } from '../../application/history.ts';
import { orderView } from '../../application/order/order-view.ts';
import { order } from '../../domain/order/index.ts';
import { changeEmail, move, register, registered } from './customers.ts';
import { ask, change, newProcess, place } from './orders.ts';
import { byCustomer, cancel, fed, longLived, mailing, placed, projecting, publishing, ship } from './prepared.ts';

/** What something may cost: requests that are charged for (the plan of a query is not), and request units. */
export interface Scenario {
  readonly what: string;
  readonly requests: number;
  readonly requestUnits: number;
  /** How many of the requests come again for each further feed range of the container, 2.9 RU each; none where it is not given. */
  readonly everywhere?: number;
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
    what: 'registering a customer: a key looked for and made, an email reserved, an append',
    requests: 4,
    requestUnits: 20,
    prepare: async (database, id) => {
      const { send } = await registered(database, id);
      return () => send(`${id}-other`, register(`${id}-other@example.org`));
    },
  },
  {
    what: 'changing the email of a known customer',
    requests: 2,
    requestUnits: 13,
    prepare: async (database, id) => {
      const { send } = await registered(database, id);
      return () => send(id, changeEmail(`${id}@new.example`));
    },
  },
  {
    what: 'changing the address of a known customer',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const { send } = await registered(database, id);
      return () => send(id, move);
    },
  },
  {
    what: 'asking for an email that another customer has',
    requests: 4,
    requestUnits: 7,
    prepare: async (database, id) => {
      const { send } = await registered(database, id);
      return () => send(`${id}-other`, register(`${id}@example.org`));
    },
  },
  {
    what: 'confirming an email and releasing the one before',
    requests: 7,
    requestUnits: 27,
    everywhere: 1,
    prepare: async (database, id) => {
      const { send, confirm } = await registered(database, id);
      await confirm();
      await send(id, changeEmail(`${id}@new.example`));
      return confirm;
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
    what: "listing an order's first event for its customer",
    requests: 2,
    requestUnits: 7.5,
    prepare: async (database, id) => {
      const { deliver, first } = await projecting(database, id, byCustomer);
      return () => deliver(first);
    },
  },
  {
    what: 'publishing an event',
    requests: 1,
    requestUnits: 3.5,
    prepare: publishing,
  },
  {
    what: 'the first mail about an order',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => (await mailing(database, id)).mailPlaced,
  },
  {
    what: 'a later mail about an order',
    requests: 2,
    requestUnits: 9.5,
    prepare: async (database, id) => {
      const { mailPlaced, mailChanged } = await mailing(database, id);
      await mailPlaced();
      return mailChanged;
    },
  },
  {
    what: 'the history of a short order',
    requests: 1,
    requestUnits: 3.5,
    prepare: async (database, id) => {
      const { delivery } = await fed(database, id);
      const history = historyOf({ ...delivery, aggregate: order, view: orderView });
      return () => history(id);
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
