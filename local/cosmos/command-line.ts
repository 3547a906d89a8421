import { commandLineError, parseOptions, readDeclaration, readPort } from '@annal/local-server';
import type { Topology } from './declare.ts';
import type { CosmosOptions } from './start-cosmos.ts';

/** What a person may say who starts the server. */
export const usage = `A Cosmos DB for NoSQL on this machine, for the Azure SDK.

Usage: annal-cosmos [options]    (in a checkout: npm run cosmos -- [options])

  --port N         where it listens, on 127.0.0.1; 0 means any free port (8081, or ANNAL_COSMOS_PORT)
  --data FOLDER    where it keeps everything, made when missing (.annal/cosmos)
  --memory         keeps nothing: the data ends with the server
  --declare FILE   creates the database and the containers that a JSON file names
  --throttle       answers 429 beyond the throughput of a container, as Azure does
  --no-signatures  lets everybody in, whatever key they have
  --faults         can be told to fail by chance: PUT /_local/faults
  --help           shows this`;

const setting = 'ANNAL_COSMOS_PORT';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  port: text,
  data: text,
  memory: flag,
  declare: text,
  throttle: flag,
  'no-signatures': flag,
  faults: flag,
} as const;

/** How the server shall be started. Throws a StartupError that says which option is wrong, and shows all of them. */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CosmosOptions {
  const { port, data, memory = false, declare, ...switches } = parseOptions(argv, options, usage);
  if (memory && data !== undefined)
    throw commandLineError('--memory keeps nothing, so --data has no use. Give one of them.', usage);
  if (data === '') throw commandLineError('--data needs the path of a folder.', usage);
  return {
    port: readPort(['--port', port], [setting, environment[setting]], 8081, usage),
    data: memory ? ':memory:' : (data ?? '.annal/cosmos'),
    ...(declare === undefined ? {} : { declare: readDeclaration(declare) as Topology }),
    ...readSwitches(switches),
  };
}

function readSwitches(given: {
  readonly throttle?: boolean;
  readonly 'no-signatures'?: boolean;
  readonly faults?: boolean;
}): Pick<CosmosOptions, 'throttle' | 'verifySignatures' | 'takeFaults'> {
  return {
    ...(given.throttle === true ? { throttle: true } : {}),
    ...(given['no-signatures'] === true ? { verifySignatures: false } : {}),
    ...(given.faults === true ? { takeFaults: true } : {}),
  };
}
