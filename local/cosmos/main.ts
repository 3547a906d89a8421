import { resolve } from 'node:path';
import { asksForHelp, runService } from '@annal/local-server';
import { readCommandLine, usage } from './command-line.ts';
import { startCosmos, type CosmosServer } from './index.ts';

const argv = process.argv.slice(2);
if (asksForHelp(argv)) console.log(usage);
else await runService('cosmos', start);

async function start(): Promise<CosmosServer> {
  const options = readCommandLine(argv, process.env);
  const server = await startCosmos(options);
  const isChild = process.send !== undefined;
  return isChild ? server : { ...server, address: greeting(server, options.data) };
}

/** What a person needs who started it by hand. */
function greeting({ endpoint, connectionString }: CosmosServer, data: string): string {
  return `${endpoint}
  in a browser       ${endpoint}_local/
  connection string  ${connectionString}
  data               ${data === ':memory:' ? 'in memory: gone when it ends' : resolve(data)}
  Ctrl-C ends it.`;
}
