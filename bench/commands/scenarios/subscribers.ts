import { byCustomer, byId, mailing, projecting, publishing, publishingElsewhere } from '../prepared.ts';
import type { Scenario } from './scenario.ts';

/** What follows an event. */
export const subscribers: readonly Scenario[] = [
  {
    what: 'projecting the first event of an order',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const { deliver, first } = await projecting(database, id);
      return () => deliver(first);
    },
  },
  {
    what: 'projecting an event that was projected before',
    requests: 1,
    requestUnits: 1.1,
    prepare: async (database, id) => {
      const { deliver, first, second } = await projecting(database, id);
      await deliver(first);
      await deliver(second);
      return () => deliver(second);
    },
  },
  ...[
    { what: 'projecting a later event of an order', projected: byId, cold: { requests: 2, requestUnits: 12.5 } },
    {
      what: "listing an order's later event for its customer",
      projected: byCustomer,
      cold: { requests: 3, requestUnits: 15.5 },
    },
  ].flatMap(({ what, projected, cold }): readonly Scenario[] => [
    {
      what,
      requests: 1,
      requestUnits: 11.5,
      prepare: async (database, id) => {
        const { deliver, first, second } = await projecting(database, id, projected);
        await deliver(first);
        return () => deliver(second);
      },
    },
    {
      what: `${what}, in a process that does not remember it`,
      ...cold,
      prepare: async (database, id) => {
        const { deliver, newFollower, first, second } = await projecting(database, id, projected);
        await deliver(first);
        const other = newFollower();
        return () => other(second);
      },
    },
  ]),
  {
    what: "listing an order's first event for its customer",
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const { deliver, first } = await projecting(database, id, byCustomer);
      return () => deliver(first);
    },
  },
  {
    what: 'publishing an event of a stream that the process has published before',
    requests: 0,
    requestUnits: 0,
    prepare: publishing,
  },
  {
    what: 'publishing an event of another stream, while 200 others are parked',
    requests: 1,
    requestUnits: 3.5,
    prepare: publishingElsewhere,
  },
  {
    what: 'the first mail about the first order of a customer',
    requests: 4,
    requestUnits: 44,
    prepare: async (database, id) => (await mailing(database, id)).mailPlaced,
  },
  {
    what: 'a later mail about an order, however many there are',
    requests: 3,
    requestUnits: 15.5,
    prepare: async (database, id) => {
      const { mailPlaced, mailChanged, fill } = await mailing(database, id);
      await mailPlaced();
      await fill(100);
      return mailChanged;
    },
  },
  {
    what: 'a message about an order of somebody who was erased',
    requests: 5,
    requestUnits: 10.5,
    prepare: async (database, id) => {
      const { mailPlaced, mailChanged, erase } = await mailing(database, id);
      await mailPlaced();
      await erase();
      return mailChanged;
    },
  },
];
