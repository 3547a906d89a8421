import type { Database } from '@azure/cosmos';
import { cosmosMailStore } from '../../adapters/email/index.ts';
import { systemClock } from '../../adapters/time/index.ts';
import { inParallel } from '../../application/in-parallel.ts';
import { mailer } from '../../consumers/email/mailer.ts';
import { order } from '../../domain/order/index.ts';
import { answeredRequests } from '../measure/answered-requests.ts';
import { ask, change, place } from './orders.ts';
import { shopOverCosmos } from './over-cosmos.ts';
import { costOf } from '../measure/cost-of.ts';
import { streamIdOf } from '../../application/streams/commit.ts';

/** One batch of the feed: so many commands, spread evenly over so many orders. */
export interface BatchShape {
  readonly commands: number;
  readonly orders: number;
}

/** What one part of the consequence cost, for the whole batch. */
export interface PartCost {
  readonly part: string;
  readonly requests: number;
  readonly requestUnits: number;
}

const atOnce = 16;

/**
 * The whole consequence of warm commands: their appends, every subscriber of the feed, and their mails, each once in processes that
 * have seen the orders before.
 */
export const consequenceOf = async (
  database: Database,
  id: string,
  { commands, orders }: BatchShape,
): Promise<readonly PartCost[]> => {
  const { system, eventStore, bus } = shopOverCosmos(database);
  const handle = system.handlerOf(order);
  const mail = mailer({ mails: cosmosMailStore(database), clock: systemClock }).handle;
  const ids = Array.from({ length: orders }, (_, n) => `${id}-${n}`);
  const commitsAfter = async (version: number) =>
    (await Promise.all(ids.map((each) => eventStore.read(streamIdOf('order', each), version)))).flat();
  const eachOrder = (work: (orderId: string) => Promise<void>) => inParallel(atOnce, ids, work);
  const mailBehind = (version: number) =>
    eachOrder(async (each) => {
      for (const { body } of bus.sent(`order-${each}`)) if (body.streamversion > version) await mail(body);
    });

  await eachOrder(async (each) => {
    await handle(ask(each, place));
  });
  const placements = await commitsAfter(0);
  for (const subscriber of system.subscribers) await subscriber.deliver(placements);
  await mailBehind(0);

  const cost = async (part: string, work: () => Promise<unknown>): Promise<PartCost> => ({
    part,
    ...costOf(await answeredRequests(work)),
  });
  const append = await cost('append', () =>
    eachOrder(async (each) => {
      for (let n = 1; n <= commands / orders; n += 1) await handle(ask(each, change(n)));
    }),
  );
  const batch = await commitsAfter(1);
  const followed: PartCost[] = [];
  for (const subscriber of system.subscribers)
    followed.push(await cost(subscriber.name, () => subscriber.deliver(batch)));
  return [append, ...followed, await cost('mails', () => mailBehind(1))].filter(({ requests }) => requests > 0);
};

/** The batches that are measured: one command; and ten and a hundred, of one order and each of another. */
export const batchShapes: readonly BatchShape[] = [
  { commands: 1, orders: 1 },
  { commands: 10, orders: 1 },
  { commands: 10, orders: 10 },
  { commands: 100, orders: 1 },
  { commands: 100, orders: 100 },
];

/** The parts that the aims were set for: one total of several. Further views cost as much again, each. */
export const aimedAt: readonly string[] = [
  'append',
  'orders',
  'orders-by-customer',
  'sales-by-day',
  'publishing',
  'archive',
  'mails',
];

/** What these parts cost, for each command. */
export const unitsOf = (parts: readonly PartCost[], { commands }: BatchShape): number =>
  parts.filter(({ part }) => aimedAt.includes(part)).reduce((sum, { requestUnits }) => sum + requestUnits, 0) /
  commands;

/** What a command cost in all, when nothing was remembered and each batch held one commit. */
const before = 41;

/** Prints the consequence of one command, in request units, for every batch; with the requests of the whole batch. */
export const printConsequences = async (database: Database): Promise<void> => {
  console.log(
    `\n  The whole consequence of a warm command, in RU for each command; ${before} before. With one total, and no other view.`,
  );
  for (const shape of batchShapes) {
    const { commands, orders } = shape;
    const parts = await consequenceOf(database, `consequence-${commands}-${orders}`, shape);
    const total = unitsOf(parts, shape);
    const requests = parts.reduce((sum, part) => sum + part.requests, 0);
    const each = parts.map(({ part, requestUnits }) => `${part} ${(requestUnits / commands).toFixed(1)}`).join(', ');
    const batch = `${commands} of ${orders} ${orders === 1 ? 'order' : 'orders'}`.padEnd(18);
    console.log(`  ${batch}${total.toFixed(1).padStart(5)} RU  ${String(requests).padStart(4)} requests  (${each})`);
  }
};
