import { z } from 'zod';
import type { Commit } from '../../application/streams/commit.ts';

const amounts = z.object({ amount: z.number() });
const quantities = z.object({ quantity: z.number() });

/** What the events of money and goods say, added up by themselves, without a fold of the shop. */
export interface Books {
  /** On all accounts. */
  readonly money: number;
  /** Paid in less paid out: what there is altogether. */
  readonly paidIn: number;
  /** Charged to orders less refunded: what the shop has taken. */
  readonly taken: number;
  /** Sent, and neither received nor returned. */
  readonly underWay: number;
  readonly free: number;
  readonly setAside: number;
  readonly shipped: number;
  readonly delivered: number;
}

type Effect = Readonly<Partial<Record<keyof Books, 1 | -1>>>;

const effects: Readonly<Record<string, Effect>> = {
  DepositedToAccount: { money: 1, paidIn: 1 },
  WithdrawnFromAccount: { money: -1, paidIn: -1 },
  AccountCharged: { money: -1, taken: 1 },
  AccountRefunded: { money: 1, taken: -1 },
  TransferSent: { money: -1, underWay: 1 },
  TransferReceived: { money: 1, underWay: -1 },
  TransferReturned: { money: 1, underWay: -1 },
  TransferRevoked: { money: -1, underWay: 1 },
  StockReceived: { free: 1, delivered: 1 },
  StockReserved: { free: -1, setAside: 1 },
  StockReleased: { free: 1, setAside: -1 },
  StockShipped: { setAside: -1, shipped: 1 },
};

const nothing: Books = {
  ...{ money: 0, paidIn: 0, taken: 0, underWay: 0 },
  ...{ free: 0, setAside: 0, shipped: 0, delivered: 0 },
};

const sizeOf = (data: unknown): number => {
  const money = amounts.safeParse(data);
  return money.success ? money.data.amount : (quantities.safeParse(data).data?.quantity ?? 0);
};

const names = ['money', 'paidIn', 'taken', 'underWay', 'free', 'setAside', 'shipped', 'delivered'] as const;

/** The books after every commit. */
export const booksOf = (commits: readonly Commit[]): readonly Books[] => {
  const pages: Books[] = [];
  let page = nothing;
  for (const { events } of commits) {
    for (const { type, data } of events) {
      const effect = effects[type] ?? {};
      const by = (name: keyof Books): number => page[name] + (effect[name] ?? 0) * sizeOf(data);
      page = Object.fromEntries(names.map((name) => [name, by(name)])) as unknown as Books;
    }
    pages.push(page);
  }
  return pages;
};

/** What is wrong in the books: money or goods that came from nowhere or went nowhere, after whichever commit. */
export const wrongIn = (pages: readonly Books[]): readonly Books[] =>
  pages.filter(
    (page) =>
      page.money + page.taken + page.underWay !== page.paidIn ||
      page.free + page.setAside + page.shipped !== page.delivered ||
      names.some((name) => page[name] < 0),
  );

/** How often each thing happened to each stream that is no process. */
export const countsOf = (
  commits: readonly Commit[],
  processes: readonly string[],
): Readonly<Record<string, number>> => {
  const happened = commits
    .filter(({ category }) => !processes.includes(category))
    .flatMap(({ streamId, events }) => events.map(({ type }) => `${streamId} ${type}`));
  const grouped = Map.groupBy(happened, (each) => each);
  return Object.fromEntries([...grouped].map(([each, all]) => [each, all.length]));
};
