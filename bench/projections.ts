// How fast views follow the history, and are built again from it: npm run bench:projections. See bench/README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './cosmos/server.ts';
import { machine } from './measure/report.ts';
import { perOrder, writeHistory } from './projections/history.ts';
import { followInHost } from './projections/hosted.ts';
import { follow, rebuild, view } from './projections/new-process.ts';
import { latencies, slowDown } from './projections/slow-store.ts';
import type { Spent } from './projections/spent.ts';

/** What is printed of a run, and beside which one. */
interface Line {
  readonly what: string;
  readonly partsAtOnce?: number;
  readonly target?: number;
  readonly first?: Spent;
}

const orders = Number(process.argv[2] ?? 4_000);
const extent = { orders, between: 1_000 };
const commits = orders * perOrder.commits;
const events = orders * perOrder.events;
/** Events a second. */
const targets = { live: 3_000, rebuild: 8_000 };
const batch = 100;

const folder = await mkdtemp(join(tmpdir(), 'bench-projections-'));
const server = await startServer(folder, '--faults');
try {
  console.log(machine());
  await writeHistory(server.events, extent);
  console.log(
    `${orders.toLocaleString('en')} orders, ${commits.toLocaleString('en')} commits, ${events.toLocaleString('en')} events: ${(events / commits).toFixed(1)} for each commit\n`,
  );
  const live = { target: targets.live };
  print({ what: `live, batches of ${batch}`, ...live }, await afresh(() => follow(server, batch)));
  print({ what: 'live, in the local host', ...live }, await afresh(() => followInHost(server, folder, orders)));
  for (const isSlow of [false, true]) {
    await slowDown(server, isSlow);
    console.log(
      isSlow ? `\n  each request ${latencies.one} ms later, one of several documents ${latencies.bulk} ms:` : '',
    );
    let first: Spent | undefined;
    for (const partsAtOnce of [1, 2, 4, 8]) {
      const spent = await afresh(() => rebuild(server, partsAtOnce));
      first ??= spent;
      const target = partsAtOnce === 8 && !isSlow ? { target: targets.rebuild } : {};
      print({ what: `rebuild, ${partsAtOnce} of 8 parts at a time`, partsAtOnce, first, ...target }, spent);
    }
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

/** Into an empty container. */
async function afresh(run: () => Promise<Spent>): Promise<Spent> {
  await server.empty(view);
  return run();
}

/** One batch after the other keeps both processes waiting for each other; several parts at a time keep both busy. */
function possibleRate({ projecting, storing }: Spent, partsAtOnce: number): number {
  return events / (partsAtOnce === 1 ? projecting + storing : Math.max(projecting, storing));
}

function print(line: Line, spent: Spent): void {
  const { what, partsAtOnce = 1, target, first = spent } = line;
  const { seconds, projecting, storing, requests, requestUnits } = spent;
  const each = (amount: number): string => ((amount * 1_000_000) / events).toFixed(0);
  const possible = possibleRate(spent, partsAtOnce);
  const parts = [
    `  ${what.padEnd(28)}${whole(events / seconds).padStart(7)} events/s`,
    first === spent ? '' : `${(first.seconds / seconds).toFixed(1)} times one part`,
    `processor ${each(projecting)} + ${each(storing)} µs an event: ${whole(possible)} on two idle cores`,
    requests === undefined || requestUnits === undefined
      ? ''
      : `${whole(requests)} requests, ${(requestUnits / events).toFixed(2)} RU an event`,
    target === undefined ? '' : `(target ${whole(target)}: ${possible >= target ? 'reached' : 'MISSED'})`,
  ];
  console.log(parts.filter((part) => part !== '').join('; '));
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
