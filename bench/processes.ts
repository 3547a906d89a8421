// How long a fulfilment takes from the confirmation of the order, and what each of its steps costs: npm run bench:processes.
// See bench/README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ordersToFulfil, stepsOf } from './commands/fulfilments.ts';
import { startServer } from './cosmos/server.ts';
import { answeredRequests } from './measure/answered-requests.ts';
import { costOf } from './measure/cost-of.ts';
import { machine } from './measure/report.ts';
import { fulfilledThroughTheFeed } from './processes/through-the-feed.ts';

/** So many orders, so many of them at once. */
const loads = [
  { orders: 30, lanes: 1 },
  { orders: 200, lanes: 8 },
] as const;
const lines = 2;
const steps = stepsOf(lines);
/** As it is deployed. */
const fed = { orders: 20, pollDelayMs: 1_000 };

const folder = await mkdtemp(join(tmpdir(), 'bench-processes-'));
const server = await startServer(folder);
try {
  console.log(`${machine()}\n\n  Orders of two lines: ${steps} steps each. Without waiting for the feed:`);
  const { database } = server.events;
  await (await ordersToFulfil(database, 'warm-up', { orders: 5, lines })).fulfil(1);
  for (const load of loads) await fulfilWithoutTheFeed(load);
  const took = (await fulfilledThroughTheFeed(server, folder, fed)).map((milliseconds) => milliseconds / 1_000);
  console.log(
    `\n  ${fed.orders} orders through the feed, which waits ${fed.pollDelayMs / 1_000} s after it has found nothing:\n` +
      `    confirmed to shipped: ${shares(took, (seconds) => `${seconds.toFixed(2)} s`)}`,
  );
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

async function fulfilWithoutTheFeed({ orders, lanes }: (typeof loads)[number]): Promise<void> {
  const { fulfil, shipped } = await ordersToFulfil(server.events.database, `of-${orders}`, { orders, lines });
  const began = performance.now();
  let took: readonly number[] = [];
  const requests = await answeredRequests(async () => {
    took = await fulfil(lanes);
  });
  const rate = orders / ((performance.now() - began) / 1_000);
  const { requests: sent, requestUnits } = costOf(requests);
  const each = (share: number): string =>
    `${(sent / share).toFixed(2)} requests, ${(requestUnits / share).toFixed(1)} RU`;
  console.log(
    [
      `  ${orders} orders, ${lanes} at once: ${await shipped()} shipped, ${rate.toFixed(1)} a second, ${(rate * steps).toFixed(0)} steps a second`,
      `    confirmed to handed over: ${shares(took, (milliseconds) => `${milliseconds.toFixed(0)} ms`)}`,
      `    an order: ${each(orders)}; a step: ${each(orders * steps)}`,
    ].join('\n'),
  );
}

function shares(took: readonly number[], text: (value: number) => string): string {
  const sorted = took.toSorted((one, other) => one - other);
  const at = (share: number): string => text(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return `median ${at(0.5)}, nine of ten ${at(0.9)}, longest ${text(sorted.at(-1) ?? Number.NaN)}`;
}
