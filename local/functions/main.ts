import { asksForHelp, runService } from '@annal/local-server';
import { readCommandLine, usage } from './command-line.ts';
import { startFunctionsHost, type FunctionsHost } from './index.ts';
import { surviveLinkRejections } from './link-rejections.ts';

const argv = process.argv.slice(2);
if (asksForHelp(argv)) console.log(usage);
else await runService('functions', start);

async function start(): Promise<FunctionsHost> {
  // Stack traces name the lines of the sources, also of a bundle.
  process.setSourceMapsEnabled(true);
  surviveLinkRejections(console.error);
  const options = readCommandLine(argv, process.env);
  // The worker's current folder is the app's root; an app may read files relative to it.
  process.chdir(options.appRoot);
  return startFunctionsHost(options);
}
