import { parseArgs } from 'node:util';
import { apiClient, SystemUnreachable, type ApiClient } from './client/api.ts';
import { tokensFor } from './client/credentials.ts';
import { systemAddress } from './client/system-address.ts';
import { forEachAtOnce } from './northwind/for-each-at-once.ts';
import { progressBar } from './northwind/progress-bar.ts';
import { readNorthwindOrders } from './northwind/read-orders.ts';
import { importer, replayOrder } from './northwind/replay.ts';
import { differences, totalsOf, type Countable, type Totals } from './northwind/totals.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: systemAddress(process.env) },
    'in-flight': { type: 'string', default: '8' },
  },
});

const inFlight = Number(values['in-flight']);

/** Reads the view of each order, waiting for those that are still on their way. */
const readViews = async (api: ApiClient, versions: ReadonlyMap<string, number>): Promise<readonly Countable[]> => {
  const bar = progressBar('views ', versions.size);
  const views: Countable[] = [];
  await forEachAtOnce(inFlight, versions, async ([orderId, version]) => {
    const { status, body } = await api.query(`/api/orders/${orderId}?minVersion=${version}`, { as: importer });
    if (status !== 200) throw new Error(`The view of order ${orderId} answered ${status}: ${JSON.stringify(body)}`);
    views.push(body as Countable);
    bar.tick();
  });
  return views;
};

const print = (fromFiles: Totals, fromViews: Totals): void => {
  const money = (cents: number): string => (cents / 100).toLocaleString('en', { minimumFractionDigits: 2 });
  const row = (name: string, one: string, other: string): void => {
    console.log(`${name.padEnd(10)}${one.padStart(16)}${other.padStart(16)}`);
  };
  row('', 'files', 'views');
  for (const figure of ['orders', 'lines', 'quantity'] as const)
    row(figure, fromFiles[figure].toLocaleString('en'), fromViews[figure].toLocaleString('en'));
  for (const figure of ['gross', 'net'] as const) row(figure, money(fromFiles[figure]), money(fromViews[figure]));
};

const run = async (folder: string): Promise<void> => {
  const api = apiClient(values.url, tokensFor(values.url, process.env));
  const orders = await readNorthwindOrders(folder);
  const bar = progressBar('orders', orders.length);
  const versions = new Map<string, number>();
  await forEachAtOnce(inFlight, orders, async (order) => {
    versions.set(order.orderId, await replayOrder(api, order));
    bar.tick();
  });
  const fromFiles = totalsOf(orders);
  const fromViews = totalsOf(await readViews(api, versions));
  print(fromFiles, fromViews);
  const wrong = differences(fromFiles, fromViews);
  if (wrong.length > 0) throw new Error(`The views differ from the files in: ${wrong.join(', ')}.`);
};

const [folder] = positionals;
if (folder === undefined) {
  console.error('Usage: npm run import:northwind -- <folder with orders.csv> [--url <system>] [--in-flight <orders>]');
  process.exit(2);
}
try {
  await run(folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof SystemUnreachable)
    console.error('Start it and run the same line again: it goes on where it stopped.');
  process.exit(1);
}
