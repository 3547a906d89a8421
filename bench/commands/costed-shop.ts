import type { Database } from '@azure/cosmos';
import { inParallel } from '../../application/in-parallel.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { answeredRequests } from '../measure/answered-requests.ts';
import { costOf } from '../measure/cost-of.ts';
import { emailsBeside } from './emails.ts';
import { ask } from './orders.ts';
import { shopOverCosmos } from './over-cosmos.ts';

/** What one part of a consequence cost, in all. */
export interface PartCost {
  readonly part: string;
  readonly requests: number;
  readonly requestUnits: number;
}

const atOnce = 16;

/** The whole shop over Cosmos DB, with its emails, in processes that remember what they have done: and what each part of that cost. */
export const costedShop = async (database: Database) => {
  const { system, eventStore, bus } = shopOverCosmos(database);
  const handle = system.handlerOf(order);
  const emails = await emailsBeside(database);

  const cost = async (part: string, work: () => Promise<unknown>): Promise<PartCost> => ({
    part,
    ...costOf(await answeredRequests(work)),
  });
  const mailBehind = (ids: readonly string[], version: number) =>
    inParallel(atOnce, ids, async (each) => {
      for (const { body } of bus.sent(`order-${each}`)) if (body.streamversion > version) await emails.handle(body);
    });

  return {
    /** Carries out these commands on each of the orders, one after the other. */
    carryOut: (ids: readonly string[], commands: readonly OrderCommand[]) =>
      cost('append', () =>
        inParallel(atOnce, ids, async (each) => {
          for (const command of commands) await handle(ask(each, command));
        }),
      ),
    /** Delivers what these orders have behind that version, as one batch, to every subscriber of the feed; then sends the mails. */
    follow: async (ids: readonly string[], version: number): Promise<readonly PartCost[]> => {
      const streams = await Promise.all(ids.map((each) => eventStore.read(streamIdOf('order', each), version)));
      const batch = streams.flat();
      const followed: PartCost[] = [];
      for (const subscriber of system.subscribers)
        followed.push(await cost(subscriber.name, () => subscriber.deliver(batch)));
      return [...followed, await cost('mails', () => mailBehind(ids, version))];
    },
  };
};
