// What commands cost and how fast they are, at any length of a stream: npm run bench. See bench/README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@azure/cosmos';
import { printConsequences } from './commands/consequence.ts';
import { hotStream } from './commands/hot-stream.ts';
import { printOrderLife } from './commands/order-life.ts';
import { ask, change, newProcess, storeHistory } from './commands/orders.ts';
import { scenarios } from './commands/scenarios/index.ts';
import { costOf } from './measure/cost-of.ts';
import { commitDocument } from './cosmos/commit-document.ts';
import { startServer, type Server } from './cosmos/server.ts';
import { answeredRequests } from './measure/answered-requests.ts';
import { inLanes, type Rate } from './measure/in-lanes.ts';
import { machine, table } from './measure/report.ts';
import { billOfAMillion, prices } from './prices.ts';

const lengths = [1, 10, 100, 1_000, 10_000];
const lanes = 16;
const seconds = 3;

const folder = await mkdtemp(join(tmpdir(), 'bench-commands-'));
const server = await startServer(folder);
try {
  console.log(`${machine()}\n`);
  const { database } = server.events;
  const warmUnits = await printCosts(database);
  await printConsequences(database);
  await printOrderLife(database);
  await printRates(server, database, 1);
  await printRates(server, database, lanes);
  await printHotStream(database);
  printBill(warmUnits);
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

/** Requests and request units of every scenario; answers those of a warm command. */
async function printCosts(database: Database): Promise<number> {
  let warm = Number.NaN;
  for (const [index, { prepare }] of scenarios.entries()) await (await prepare(database, `warm-up-${index}`))();
  for (const [index, { what, prepare }] of scenarios.entries()) {
    const { requests, requestUnits } = costOf(await answeredRequests(await prepare(database, `cost-${index}`)));
    if (what.endsWith('that the process knows')) warm = requestUnits;
    console.log(`  ${String(requests).padStart(2)} requests ${requestUnits.toFixed(2).padStart(7)} RU  ${what}`);
  }
  return warm;
}

/** One bare create of the SDK, and warm commands at each length of a stream, so many at once on as many streams. */
async function printRates({ events }: Server, database: Database, atOnce: number): Promise<void> {
  const load = { lanes: atOnce, seconds };
  const bare = await inLanes(load, (n) => events.items.create(commitDocument(`bare-${atOnce}`, n)));
  const lines: { what: string; rate: Rate }[] = [{ what: `bare create, ${atOnce} at once`, rate: bare }];
  for (const length of lengths) {
    const ids = Array.from({ length: atOnce }, (_, lane) => `long-${atOnce}-${length}-${lane}`);
    for (const id of ids) await storeHistory(events, id, length);
    const process = newProcess(database);
    for (const id of ids) await process(ask(id, change(length))); // what is measured is a process that knows them
    const rate = await inLanes(load, (n) =>
      process(ask(ids[n % atOnce] ?? '', change(Math.floor(n / atOnce) + length))),
    );
    lines.push({ what: `commands at length ${length.toLocaleString('en')}`, rate });
  }
  console.log(`\n${table(lines, 'the bare create')}`);
}

/** Commands of 64 callers to one stream, beside the same to ten. */
async function printHotStream(database: Database): Promise<void> {
  const all = [await hotStream(database, 10, 64), await hotStream(database, 1, 64)];
  const lines = all.map(({ streams, rate, requests, requestUnits }) => ({
    what: `on ${streams} streams: ${requests.toFixed(2)} requests, ${requestUnits.toFixed(1)} RU`,
    rate,
  }));
  console.log(`\n${table(lines, 'those on ten')}`);
}

function printBill(requestUnits: number): void {
  const { serverless, autoscale, storageMonth } = billOfAMillion(requestUnits, 700);
  console.log(
    `\n  A million warm commands, ${requestUnits.toFixed(2)} RU each, at the prices of ${prices.asOf}: ` +
      `$${serverless.toFixed(2)} serverless, $${autoscale.toFixed(2)} autoscale, and $${storageMonth.toFixed(2)} a month to keep them.`,
  );
}
