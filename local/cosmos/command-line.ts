import { parseArgs } from 'node:util';
import { readDeclaration, StartupError } from '@annal/local-server';
import type { Topology } from './declare.ts';
import type { CosmosOptions } from './start-cosmos.ts';

/** What a person may say who starts the server. */
export const usage = `A Cosmos DB for NoSQL on this machine, for the Azure SDK.

Usage: npm run cosmos -- [options]

  --port N         where it listens, on 127.0.0.1; 0 means any free port (8081, or ANNAL_COSMOS_PORT)
  --data FOLDER    where it keeps everything, made when missing (.annal/cosmos)
  --memory         keeps nothing: the data ends with the server
  --declare FILE   creates the database and the containers that a JSON file names, as infra/cosmos.json does
  --throttle       answers 429 beyond the throughput of a container, as Azure does
  --no-signatures  lets everybody in, whatever key they have
  --faults         can be told to fail by chance: PUT /_local/faults
  --help           shows this`;

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

/** Whether somebody wants to know what the options are. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h');
}

/** How the server shall be started. Throws a StartupError that says which option is wrong, and shows all of them. */
export function readCommandLine(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CosmosOptions {
  const { port, data, memory = false, declare, ...switches } = parse(argv);
  if (memory && data !== undefined) throw mistake('--memory keeps nothing, so --data has no use. Give one of them.');
  if (data === '') throw mistake('--data needs the path of a folder.');
  return {
    port: readPort(port, environment['ANNAL_COSMOS_PORT']),
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

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw mistake((error as Error).message);
  }
}

function readPort(given: string | undefined, setting: string | undefined): number {
  const named = given === undefined ? 'ANNAL_COSMOS_PORT' : '--port';
  const port = given ?? (setting === undefined || setting === '' ? '8081' : setting);
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw mistake(`${named} is "${port}", which is no port: give a number from 0 to 65535.`);
  return Number(port);
}

function mistake(message: string): StartupError {
  return new StartupError(`${message}\n\n${usage}`);
}
