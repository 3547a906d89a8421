import { buying } from '../buying.ts';
import type { Scenario } from './scenario.ts';

/** What looking up costs: a customer who places an order, and one who checks out three products. */
export const facts: readonly Scenario[] = [
  {
    what: 'an order that a customer places for itself: a look at the customer, an append',
    requests: 2,
    requestUnits: 7.5,
    prepare: async (database, id) => {
      const process = (await buying(database, id)).newProcess();
      return () => process.placeOrder(id);
    },
  },
  {
    what: 'the same of a customer whom the view does not show yet, so that the stream is read',
    requests: 4,
    requestUnits: 11.5,
    prepare: async (database, id) => {
      const { registerBuyer, newProcess } = await buying(database, id);
      await registerBuyer(`${id}-new`);
      const process = newProcess(`${id}-new`);
      return () => process.placeOrder(id);
    },
  },
  {
    what: 'putting a product into a cart that the process knows',
    requests: 2,
    requestUnits: 7.5,
    prepare: async (database, id) => {
      const { newProcess, add } = await buying(database, id);
      const process = newProcess();
      await add(process, 0);
      return () => add(process, 1);
    },
  },
  {
    what: 'checking out a cart of three products that the process knows: a look at each and at the customer, an append',
    requests: 5,
    requestUnits: 10.5,
    prepare: async (database, id) => {
      const { newProcess, fillCart, checkOut } = await buying(database, id);
      const process = newProcess();
      await fillCart(process);
      return () => checkOut(process);
    },
  },
  {
    what: 'checking out such a cart in a process that does not know it',
    requests: 7,
    requestUnits: 14.5,
    prepare: async (database, id) => {
      const { newProcess, fillCart, checkOut } = await buying(database, id);
      await fillCart(newProcess());
      const process = newProcess();
      return () => checkOut(process);
    },
  },
  {
    what: 'a check-out that is refused as prices have changed: every stream is read, too',
    requests: 10,
    requestUnits: 18,
    prepare: async (database, id) => {
      const { newProcess, fillCart, checkOut, changePrices } = await buying(database, id);
      const process = newProcess();
      await fillCart(process);
      await changePrices(500);
      return () => checkOut(process);
    },
  },
];
