// How long a fulfilment takes from the confirmation of the order, and what each of its steps costs: npm run bench:processes.
// See bench/README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './cosmos/server.ts';
import { answeredRequests } from './measure/answered-requests.ts';
import { costOf } from './measure/cost-of.ts';
import { machine } from './measure/report.ts';
import { ordersToFulfil, stepsOfOne } from './commands/fulfilments.ts';

/** So many orders, so many of them at once. */
const loads = [
  { orders: 20, lanes: 1 },
  { orders: 100, lanes: 8 },
] as const;

const folder = await mkdtemp(join(tmpdir(), 'bench-processes-'));
const server = await startServer(folder);
try {
  console.log(`${machine()}\n`);
  const { database } = server.events;
  await (await ordersToFulfil(database, 'warm-up', 5)).fulfil(1);
  for (const { orders, lanes } of loads) {
    const { fulfil, shipped } = await ordersToFulfil(database, `of-${orders}`, orders);
    const began = performance.now();
    let took: readonly number[] = [];
    const requests = await answeredRequests(async () => {
      took = await fulfil(lanes);
    });
    const seconds = (performance.now() - began) / 1_000;
    const cost = costOf(requests);
    const steps = orders * stepsOfOne;
    const at = (share: number): string =>
      (took.toSorted((one, other) => one - other)[Math.floor(took.length * share)] ?? Number.NaN).toFixed(0);
    console.log(
      [
        `  ${orders} orders of two lines, ${lanes} at once: ${await shipped()} shipped, ${(orders / seconds).toFixed(1)}/s`,
        `    confirmed to handed over: median ${at(0.5)} ms, p99 ${at(0.99)} ms`,
        `    a step: ${(cost.requests / steps).toFixed(2)} requests, ${(cost.requestUnits / steps).toFixed(1)} RU`,
      ].join('\n'),
    );
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
