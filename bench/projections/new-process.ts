import { cosmosDatabase, cosmosHistoryParts } from '../../adapters/cosmos/index.ts';
import { shop } from '../../domain/shop.ts';
import { overCosmos } from '../commands/over-cosmos.ts';
import type { Server } from '../cosmos/server.ts';
import { spentBy, type Bill, type Spent } from './spent.ts';

/** The subscriber that is measured: a document of each order. */
export const view = 'orders';

/** A process that runs the shop over this store and knows nothing yet. */
const newProcess = (server: Server) => {
  const bill: Bill = { requests: 0, requestUnits: 0 };
  const onRequest = (charge: number): void => {
    bill.requests += 1;
    bill.requestUnits += charge;
  };
  const database = cosmosDatabase({ connectionString: server.connectionString }, 'annal', { onRequest });
  const measure = async (work: () => Promise<unknown>): Promise<Spent> => {
    const before = { ...bill };
    const spent = await spentBy(server, work);
    return {
      ...spent,
      requests: bill.requests - before.requests,
      requestUnits: bill.requestUnits - before.requestUnits,
    };
  };
  return { database, system: overCosmos(shop, database).system, measure };
};

/** Builds the view from the whole history, in its eight parts, so many of them at a time. */
export const rebuild = async (server: Server, partsAtOnce: number): Promise<Spent> => {
  const { system, measure } = newProcess(server);
  const { builds } = system;
  await builds.begin(view, { actor: 'bench', again: true });
  const spent = await measure(() => builds.work({ forMs: 3_600_000, partsAtOnce }));
  const state = (await builds.progressOf(view))?.state;
  if (state !== 'done') throw new Error(`The build of ${view} ended as ${state ?? 'none'}.`);
  return spent;
};

/** As a feed function does it, without its host: the whole feed from the start, in batches, one after the other. */
export const follow = (server: Server, batchSize: number): Promise<Spent> => {
  const { database, system, measure } = newProcess(server);
  const subscriber = system.subscribers.find(({ name }) => name === view);
  if (subscriber === undefined) throw new Error(`There is no subscriber ${view}.`);
  return measure(async () => {
    const history = cosmosHistoryParts(database);
    for (const part of await history.split(1))
      for await (const { documents } of history.pages(part, { from: undefined, pageSize: batchSize }))
        await subscriber.deliver(documents);
  });
};
