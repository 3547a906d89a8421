import type { Database } from '@azure/cosmos';
import type { Commit } from '../../application/streams/commit.ts';
import { account } from '../../domain/account/index.ts';
import { fulfilment } from '../../domain/fulfilment/index.ts';
import { order } from '../../domain/order/index.ts';
import { product } from '../../domain/product/index.ts';
import { answeredRequests } from '../measure/answered-requests.ts';
import { costOf } from '../measure/cost-of.ts';
import type { PartCost } from './costed-shop.ts';
import { emailsBeside } from './emails.ts';
import { fulfilling, placedOrders } from './fulfilments.ts';
import { shopOverCosmos } from './over-cosmos.ts';

/** What the fulfilment of one order costs, in all, from its confirmation to its last step. */
export interface FulfilmentCost {
  /** What it appends to its own stream. */
  readonly own: PartCost;
  /** What it has appended to the streams of the order, the account and the products. */
  readonly targets: PartCost;
  /** When the feed comes with the same to the host that has done it, and to one that knows nothing of it. */
  readonly again: PartCost;
  readonly elsewhere: PartCost;
  /** What follows from all these commits in views, logs, totals and so on, as one batch, and in mails. */
  readonly followed: readonly PartCost[];
}

const cost = async (part: string, work: () => Promise<unknown>): Promise<PartCost> => ({
  part,
  ...costOf(await answeredRequests(work)),
});

/** An order of so many lines that is confirmed, which every subscriber but the one of fulfilments has followed. */
const confirmedOrder = async (database: Database, id: string, lines: number) => {
  const { system, bus, products, historyOf, confirm } = await placedOrders(database, id, { orders: 1, lines });
  const orderId = `${id}-0`;
  const streams: readonly (readonly [string, string])[] = [
    ...[order.category, account.category, fulfilment.name].map((category) => [category, orderId] as const),
    ...products.map((productId) => [product.category, productId] as const),
  ];
  const emails = await emailsBeside(database);
  let seen = new Set<string>();
  let mailed = 0;
  const newCommits = async (): Promise<readonly Commit[]> => {
    const all = (await Promise.all(streams.map(([category, entityId]) => historyOf(category, entityId)))).flat();
    const fresh = all.filter(({ streamId, version }) => !seen.has(`${streamId}:${version}`));
    seen = new Set(all.map(({ streamId, version }) => `${streamId}:${version}`));
    return fresh;
  };
  const sendMails = async (): Promise<void> => {
    const sent = bus.sent(`${order.category}-${orderId}`);
    for (const { body } of sent.slice(mailed)) await emails.handle(body);
    mailed = sent.length;
  };
  const process = fulfilling(system);
  const follow = async (commits: readonly Commit[]): Promise<readonly PartCost[]> => {
    const followed: PartCost[] = [];
    for (const each of system.subscribers.filter((subscriber) => subscriber !== process))
      followed.push(await cost(each.name, () => each.deliver(commits)));
    return [...followed, await cost('mails', sendMails)].filter(({ requests }) => requests > 0);
  };
  await confirm(orderId);
  const commits = await newCommits();
  await follow(commits);
  return { process, ownStream: `${fulfilment.name}-${orderId}`, commits, newCommits, follow };
};

/** Has one order of so many lines fulfilled by a host that knows its order, account and products. */
export const costOfFulfilment = async (database: Database, id: string, lines: number): Promise<FulfilmentCost> => {
  const { process, ownStream, commits, newCommits, follow } = await confirmedOrder(database, id, lines);
  const requests = await answeredRequests(() => process.deliver(commits));
  const caused = await newCommits();
  return {
    own: { part: 'own', ...costOf(requests.filter(({ partition }) => partition === ownStream)) },
    targets: { part: 'targets', ...costOf(requests.filter(({ partition }) => partition !== ownStream)) },
    again: await cost('again', () => process.deliver(caused)),
    elsewhere: await cost('elsewhere', () => fulfilling(shopOverCosmos(database).system).deliver(caused)),
    followed: await follow(caused),
  };
};
