import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWholeSystem, type StartedSystem } from '../endurance/started-system.ts';
import { clerks, stockFor } from './killed-fulfilments/buyers.ts';
import {
  areAllOver,
  doneTwice,
  figuresInViews,
  figuresOf,
  historiesOf,
  timesOf,
  type Histories,
} from './killed-fulfilments/found.ts';
import { openQueries } from './system-soak/queries.ts';
import { until } from './system-soak/until.ts';

/** ANNAL_SOAK_ORDERS=... is how many orders are fulfilled. */
const orders = Number(process.env['ANNAL_SOAK_ORDERS'] ?? 500);
const powerCuts = 5;
/** A machine that has much else to do takes far longer. */
const longest = 3_600_000;

let system: StartedSystem;

beforeAll(async () => {
  system = await startWholeSystem();
}, 600_000);
afterAll(() => system.stop());

it(
  `${orders} orders end with goods and money, or with neither, although the power fails ${powerCuts} times`,
  async () => {
    const { prepare, sell } = clerks(system);
    const { paidIn } = await prepare(orders);
    const began = performance.now();
    let done = 0;
    const selling = sell(orders, (count) => (done = count));
    for (let cut = 1; cut <= powerCuts; cut += 1) {
      await until('the next orders', () => done >= (cut * orders) / (powerCuts + 1));
      await system.powerCut();
    }
    await selling;
    const queries = openQueries(system.api, await system.as('clerk'));
    let histories: Histories = new Map();
    await until('every order to end', async () => {
      histories = await historiesOf(queries, orders);
      return areAllOver(histories, orders);
    });
    const seconds = (performance.now() - began) / 1_000;

    expect(doneTwice(histories)).toEqual([]);
    const { shipped, cancelled, owed, ordered, charged, handedOver } = figuresOf(histories, orders);
    expect(shipped + cancelled).toBe(orders);
    expect(Math.min(shipped, cancelled)).toBeGreaterThan(orders / 10);
    expect(charged).toBe(owed);
    expect(handedOver).toBe(ordered);

    const { tea, cake } = stockFor(orders);
    const right = {
      ...{ onAccounts: paidIn - charged, inTheShop: tea + cake - handedOver, setAside: 0 },
      ...{ orders: shipped, net: charged, sold: handedOver },
    };
    await expect.poll(() => figuresInViews(queries, orders)).toEqual(right);
    const { median, longest: slowest } = timesOf(histories, orders);
    console.log(
      `${orders} orders in ${seconds.toFixed(0)} s with ${powerCuts} power cuts: ${shipped} shipped, ${cancelled} cancelled, ` +
        `${charged} charged, ${handedOver} handed over; from confirmed to the end ${median.toFixed(1)} s, at most ${slowest.toFixed(1)} s`,
    );
  },
  longest,
);
