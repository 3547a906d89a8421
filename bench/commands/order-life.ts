import type { Database } from '@azure/cosmos';
import type { OrderCommand } from '../../domain/order/index.ts';
import { costedShop, type PartCost } from './costed-shop.ts';
import { at, placeTwoLines } from './orders.ts';

const life: readonly OrderCommand[] = [
  placeTwoLines,
  { type: 'ConfirmOrder', data: {}, at },
  { type: 'PayOrder', data: {}, at },
  { type: 'ShipOrder', data: {}, at },
  { type: 'DeliverOrder', data: {}, at },
];

/** The five commands of an order of two lines, each in a batch of its own, of a customer with an order before: what each part of each cost. */
export const orderLife = async (database: Database, id: string): Promise<readonly (readonly PartCost[])[]> => {
  const { carryOut, follow } = await costedShop(database);
  await carryOut([`${id}-other`], [placeTwoLines]);
  await follow([`${id}-other`], 0);
  const costs: PartCost[][] = [];
  for (const [version, command] of life.entries()) {
    const append = await carryOut([id], [command]);
    costs.push([append, ...(await follow([id], version))]);
  }
  return costs;
};

/** Of each part, what each of these commands cost in request units: parts without any are left out. */
export const unitsByPart = (costs: readonly (readonly PartCost[])[]): ReadonlyMap<string, readonly number[]> => {
  const [first = []] = costs;
  const ofPart = (name: string) =>
    costs.map((parts) => parts.find(({ part }) => part === name)?.requestUnits ?? Number.NaN);
  return new Map(
    first.map(({ part }) => [part, ofPart(part)] as const).filter(([, units]) => units.some((each) => each > 0)),
  );
};

/** Prints what the commands of an order's life cost, part by part: the table of docs/scale.md is made from it. */
export const printOrderLife = async (database: Database): Promise<void> => {
  const parts = unitsByPart(await orderLife(database, 'life'));
  const line = (what: string, units: readonly number[]) => {
    const average = units.reduce((sum, each) => sum + each, 0) / units.length;
    return `  ${what.padEnd(20)}${[...units, average].map((each) => each.toFixed(1).padStart(9)).join('')}`;
  };
  const all = life.map((_, n) => [...parts.values()].reduce((sum, units) => sum + (units[n] ?? Number.NaN), 0));
  console.log('\n  The life of an order of two lines, in RU; last the average of its commands.');
  console.log(`  ${''.padEnd(20)}    place  confirm      pay     ship  deliver  average`);
  for (const [part, units] of parts) console.log(line(part, units));
  console.log(line('all of it', all));
};
