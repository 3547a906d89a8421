import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runService, StartupError } from '../service-process.ts';
import { startServiceBus, type ServiceBusOptions, type Topology } from './index.ts';

const usage =
  'Usage: node local/service-bus/main.ts [--port N] [--administration-port N] [--data FOLDER | --memory] [--declare FILE.json]';

await runService('Service Bus', () => startServiceBus(readOptions(process.argv.slice(2))));

/** Flags win over environment variables. @throws StartupError for flags that cannot be read. */
function readOptions(argv: readonly string[]): ServiceBusOptions {
  const flags = parseFlags(argv);
  const port = readPort('ANNAL_SERVICE_BUS_PORT', flags.port);
  const administrationPort = readPort('ANNAL_SERVICE_BUS_ADMINISTRATION_PORT', flags['administration-port']);
  return {
    data: flags.memory ? ':memory:' : (flags.data ?? '.annal/service-bus'),
    ...(port === undefined ? {} : { port }),
    ...(administrationPort === undefined ? {} : { administrationPort }),
    ...(flags.declare === undefined ? {} : { declare: readTopology(flags.declare) }),
  };
}

function parseFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    'administration-port': text,
    data: text,
    declare: text,
    memory: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n${usage}`);
  }
}

function readPort(setting: string, flag: string | undefined): number | undefined {
  const text = flag ?? process.env[setting];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartupError(`'${text}' is no port: give a number from 0 to 65535.\n${usage}`);
}

/** The broker checks what the file says; here it only has to be JSON. */
function readTopology(file: string): Topology {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Topology;
  } catch (error) {
    throw new StartupError(`The declared entities in ${file} cannot be read: ${(error as Error).message}`);
  }
}
