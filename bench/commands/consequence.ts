import type { Database } from '@azure/cosmos';
import { costedShop, type PartCost } from './costed-shop.ts';
import { change, place } from './orders.ts';

/** One batch of the feed: so many commands, spread evenly over so many orders. */
export interface BatchShape {
  readonly commands: number;
  readonly orders: number;
}

/** The whole consequence of warm commands: their appends, every subscriber of the feed, and their mails, on orders seen before. */
export const consequenceOf = async (
  database: Database,
  id: string,
  { commands, orders }: BatchShape,
): Promise<readonly PartCost[]> => {
  const { carryOut, follow } = await costedShop(database);
  const ids = Array.from({ length: orders }, (_, n) => `${id}-${n}`);
  await carryOut(ids, [place]);
  await follow(ids, 0);
  const changes = Array.from({ length: commands / orders }, (_, n) => change(n + 1));
  const append = await carryOut(ids, changes);
  return [append, ...(await follow(ids, 1))].filter(({ requests }) => requests > 0);
};

/** The batches that are measured: one command; and ten and a hundred, of one order and each of another. */
export const batchShapes: readonly BatchShape[] = [
  { commands: 1, orders: 1 },
  { commands: 10, orders: 1 },
  { commands: 10, orders: 10 },
  { commands: 100, orders: 1 },
  { commands: 100, orders: 100 },
];

/** The parts that the aims were set for: two views of orders and one total. */
const aimedAt: readonly string[] = [
  'append',
  'orders',
  'orders-by-customer',
  'sales-by-day',
  'publishing',
  'archive',
  'mails',
];

/** What was aimed at for those parts, in request units for each command, by the commands of a batch. */
const aims: Readonly<Record<number, number>> = { 1: 26, 10: 15, 100: 12 };

/** What a command cost in all, when nothing was remembered and each batch held one commit. */
const before = 41;

/** What a command costs in request units: in the parts that were aimed at, and in all that the shop has. */
export const unitsOf = (parts: readonly PartCost[], { commands }: BatchShape) => {
  const sumOf = (counted: readonly PartCost[]) =>
    counted.reduce((sum, { requestUnits }) => sum + requestUnits, 0) / commands;
  return { aimedAt: sumOf(parts.filter(({ part }) => aimedAt.includes(part))), ofAll: sumOf(parts) };
};

/** Prints the consequence of one command for every batch, beside what was aimed at; with the requests of the whole batch. */
export const printConsequences = async (database: Database): Promise<void> => {
  console.log(
    `\n  The whole consequence of a warm command, in RU for each command; ${before} before. What was aimed at is of\n` +
      `  ${aimedAt.join(', ')}; beside it all views, totals, logs and joined views of the shop.`,
  );
  for (const shape of batchShapes) {
    const { commands, orders } = shape;
    const parts = await consequenceOf(database, `consequence-${commands}-${orders}`, shape);
    const units = unitsOf(parts, shape);
    const requests = parts.reduce((sum, part) => sum + part.requests, 0);
    const each = parts.map(({ part, requestUnits }) => `${part} ${(requestUnits / commands).toFixed(1)}`).join(', ');
    const batch = `${commands} of ${orders} ${orders === 1 ? 'order' : 'orders'}`.padEnd(18);
    const aimed = `${units.aimedAt.toFixed(1).padStart(5)} RU (aim ${aims[commands] ?? 'none'})`.padEnd(19);
    const all = `${units.ofAll.toFixed(1).padStart(5)} RU with all`;
    console.log(`  ${batch}${aimed}${all}  ${String(requests).padStart(4)} requests  (${each})`);
  }
};
