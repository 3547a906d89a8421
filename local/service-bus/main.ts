import { resolve } from 'node:path';
import { asksForHelp, runService } from '@annal/local-server';
import { readCommandLine, usage } from './command-line.ts';
import { startServiceBus, type ServiceBusServer } from './index.ts';

const argv = process.argv.slice(2);
if (asksForHelp(argv)) console.log(usage);
else await runService('Service Bus', start);

async function start(): Promise<ServiceBusServer> {
  const options = readCommandLine(argv, process.env);
  const server = await startServiceBus(options);
  const isChild = process.send !== undefined;
  return isChild ? server : { ...server, address: greeting(server, options.data) };
}

/** What a person needs who started it by hand. */
function greeting({ address, administrationUrl, connectionString }: ServiceBusServer, data: string): string {
  return `${address}
  in a browser       ${administrationUrl}/_local/
  connection string  ${connectionString}
  data               ${data === ':memory:' ? 'in memory: gone when it ends' : resolve(data)}
  Ctrl-C ends it.`;
}
