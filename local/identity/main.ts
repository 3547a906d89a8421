import { asksForHelp, runService } from '@annal/local-server';
import { readCommandLine, usage } from './command-line.ts';
import { startIdentity, type IdentityServer } from './index.ts';

const argv = process.argv.slice(2);
if (asksForHelp(argv)) console.log(usage);
else await runService('identity', start);

async function start(): Promise<IdentityServer> {
  return startIdentity(readCommandLine(argv, process.env));
}
