import { parseArgs } from 'node:util';
import { apiClient, SystemUnreachable, type ApiClient } from './client/api.ts';
import { tokensFor } from './client/credentials.ts';
import { systemAddress } from './client/system-address.ts';
import { phasesOf } from './northwind/commands.ts';
import { differences } from './northwind/control-totals.ts';
import { printTable, told } from './northwind/print.ts';
import { progressBar } from './northwind/progress-bar.ts';
import { readNorthwind, type Northwind } from './northwind/read-files.ts';
import { replay } from './northwind/replay.ts';
import { settled } from './northwind/settled.ts';
import { totalsOfFiles } from './northwind/totals-of-files.ts';
import { totalsOfEntities, totalsOfSums } from './northwind/totals-of-views.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: systemAddress(process.env) },
    'in-flight': { type: 'string', default: '8' },
    'without-stock': { type: 'boolean', default: false },
  },
});

const usage = `Usage: npm run import:northwind -- <folder> [--url <system>] [--in-flight <orders>] [--without-stock]

Brings the customers, products and orders of Northwind's CSV files into a running system, and compares its views with the
files. --without-stock leaves out what is reserved and shipped of each product.`;

const atOnce = Number(values['in-flight']);
const withStock = !values['without-stock'];

const bringIn = async (api: ApiClient, northwind: Northwind): Promise<ReadonlyMap<string, number>> => {
  const versions = new Map<string, number>();
  const startedAt = performance.now();
  let commands = 0;
  for (const { name, lives } of phasesOf(northwind, withStock)) {
    const bar = progressBar(name, lives.flat().length);
    const sent = (): void => {
      commands += 1;
      bar.tick();
    };
    await replay(api, { lives, atOnce, versions, sent });
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${commands} commands in ${seconds.toFixed(1)} s: ${Math.round(commands / seconds)} a second.`);
  return versions;
};

/** Compares the views with the files. Gives a line for each figure on which they differ. */
const compare = async (
  api: ApiClient,
  northwind: Northwind,
  versions: ReadonlyMap<string, number>,
): Promise<readonly string[]> => {
  const files = totalsOfFiles(northwind, withStock);
  const bar = progressBar('views', versions.size);
  const entities = await totalsOfEntities({ api, atOnce }, versions, () => bar.tick());
  const read = async () => ({ ...entities, ...(await totalsOfSums({ api, atOnce }, northwind)) });
  const views = await settled(read, files);
  printTable(files, views);
  return differences(files, views).map(told);
};

const run = async (folder: string): Promise<void> => {
  const api = apiClient(values.url, tokensFor(values.url, process.env));
  const northwind = await readNorthwind(folder);
  const wrong = await compare(api, northwind, await bringIn(api, northwind));
  if (wrong.length === 0) return;
  throw new Error(
    `The views differ from the files. They count all sales in dollars: has the system others?\n  ${wrong.join('\n  ')}`,
  );
};

const [folder] = positionals;
if (folder === undefined || !Number.isInteger(atOnce) || atOnce < 1) {
  console.error(usage);
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
