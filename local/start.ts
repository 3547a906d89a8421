// Starts the whole system on this machine: store, broker, the app in its Functions host, and storage behind them.
//
//   npm start      builds the bundle that is deployed unless it is there, and runs it
//   npm run dev    runs the sources, and restarts the app when one of them changes
import { join, resolve } from 'node:path';
import { startService, StartupError } from '@annal/local-server';
import { currentBundle } from './start/app-bundle.ts';
import { appProcess } from './start/app-process.ts';
import { appSettings } from './start/app-settings.ts';
import { wasEndedByForce } from './start/azurite-note.ts';
import { lockFolder } from './start/folder-lock.ts';
import { requireFreePorts } from './start/free-ports.ts';
import {
  azuriteServer,
  cosmosServer,
  functionsServer,
  identityServer,
  serviceBusServer,
  type ServiceContext,
} from './start/servers.ts';
import { watchSources } from './start/source-watch.ts';
import { dataFolder, prepareDataFolder, readPorts } from './start/start-options.ts';
import { onStopRequest } from './start/stop-signals.ts';
import { summary } from './start/summary.ts';
import { allReady, answers, emptySystem } from './start/system.ts';

const root = resolve(import.meta.dirname, '..');
const isWatching = process.argv.includes('--watch');
const sources = {
  folders: ['adapters', 'application', 'consumers', 'domain', 'functions'],
  files: ['host.json', 'package.json', 'local.settings.json'],
};
const healthPatience = 60_000;

const incompleteArchive = `  The last run was ended by force, so the archive may lack its newest lines. Compare and repair it:
    npm run archive:verify -- --repair
`;

/** Held as long as this process lives. */
let lock: ReturnType<typeof lockFolder>;
const ending = new AbortController();
const isEnding = () => ending.signal.aborted;
let isQuiet = true;

const system = emptySystem(fail);
onStopRequest({
  stop: () => void end(0),
  kill: () => {
    system.kill();
    process.exit(130);
  },
});
try {
  await start();
} catch (error) {
  fail(error instanceof StartupError ? error.message : String((error as Error).stack));
}

async function start(): Promise<void> {
  const context = await prepare();
  const { data, ports } = context;
  const servers = [cosmosServer(context), serviceBusServer(context), identityServer(context)].map(startService);
  for (const server of servers) system.add(server);

  // Beside this system's data: another one of the same checkout may be starting at this moment.
  const appRoot = isWatching ? root : await currentBundle(root, join(data, 'app'));
  const startApp = () => startService(functionsServer(context, appRoot, appSettings(root, ports, process.env)));
  if (isEnding()) return;
  const app = startApp();
  system.add(app);
  await allReady([...servers, app]);
  const api = `http://127.0.0.1:${ports.functions}/api`;
  await answers(`${api}/health`, healthPatience, ending.signal);
  if (isEnding()) return;

  console.log(
    summary({
      root,
      ports,
      data,
      milliseconds: performance.now(),
      tryThis: examples(api, ports.identity),
    }),
  );
  isQuiet = false;
  if (wasEndedByForce(join(data, 'azurite'))) console.log(incompleteArchive);
  system.add(startService(azuriteServer(context)));
  if (!isWatching) return;
  const { restart } = appProcess(system, app, startApp, console.log);
  watchSources(root, sources, restart);
}

/** Everything that can be known to be wrong before a server starts. */
async function prepare(): Promise<ServiceContext> {
  const ports = readPorts(process.env);
  const data = dataFolder(root, process.env);
  prepareDataFolder(data);
  lock = lockFolder(data);
  if (lock === undefined)
    throw new StartupError(
      `A system runs on ${data} already. Stop it first, or give this one another ANNAL_DATA and other ports.`,
    );
  await requireFreePorts(ports);
  const show = (name: string) => (line: string) => {
    if (name === 'Functions') console.log(line);
    else if (!isQuiet && name !== 'Azurite') console.log(`${name}: ${line}`);
  };
  return { root, data, ports, show };
}

function examples(api: string, identity: number) {
  const order = {
    customerId: 'bob',
    currency: 'EUR',
    lines: [{ sku: 'apple', name: 'Apple', unitPrice: 120, quantity: 5, discountPercent: 0 }],
  };
  const token = `TOKEN=$(curl -s 'http://127.0.0.1:${identity}/token?name=bob&roles=customer')`;
  const authorization = '-H "authorization: Bearer $TOKEN"';
  const placing = `-H 'content-type: application/json' -d '${JSON.stringify(order)}'`;
  return [
    { what: 'Say who you are:', command: token },
    { what: 'Place an order:', command: `curl -i ${api}/orders/1001/place ${authorization} ${placing}` },
    { what: 'See what became of it:', command: `curl ${api}/orders/1001 ${authorization}` },
    { what: 'Or be told the whole story:', command: 'npm run demo' },
  ];
}

/** Says what went wrong, stops the rest, and ends with exit code 1. */
function fail(reason: string): void {
  if (isEnding()) return;
  console.error(`\n${reason}\n`);
  void end(1);
}

async function end(exitCode: number): Promise<void> {
  if (isEnding()) return;
  ending.abort();
  if (exitCode === 0) console.log('\nStopping...');
  await system.stop();
  process.exit(exitCode);
}
