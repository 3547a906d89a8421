import { parseArgs } from 'node:util';
import { readDeclaration, StartupError } from '@annal/local-server';
import type { ServiceBusOptions, Topology } from './index.ts';

/** What a person may say who starts the broker. */
export const usage = `A Service Bus on this machine, for the Azure SDK.

Usage: npm run service-bus -- [options]

  --port N                  where it speaks AMQP, on 127.0.0.1; 0 means any free port (5672, or ANNAL_SERVICE_BUS_PORT)
  --administration-port N   where it speaks HTTP, on 127.0.0.1 (5300, or ANNAL_SERVICE_BUS_ADMINISTRATION_PORT)
  --data FOLDER             where it keeps everything, made when missing (.annal/service-bus)
  --memory                  keeps nothing: the data ends with the broker
  --declare FILE            creates the entities that a JSON file names, as infra/service-bus.json does
  --fault-switch            lets faults be switched on at /_local/faults
  --help                    shows this`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  port: text,
  'administration-port': text,
  data: text,
  memory: flag,
  declare: text,
  'fault-switch': flag,
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command line asks for. */
export type CommandLine = ServiceBusOptions & { readonly port: number; readonly administrationPort: number };

/** Whether somebody wants to know what the options are. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.includes('--help') || argv.includes('-h');
}

/** How the broker shall be started. @throws StartupError that says which option is wrong, and shows all of them. */
export function readCommandLine(argv: readonly string[], environment: Environment): CommandLine {
  const { port, 'administration-port': administrationPort, data, memory = false, declare, ...rest } = parse(argv);
  if (memory && data !== undefined) throw mistake('--memory keeps nothing, so --data has no use. Give one of them.');
  if (data === '') throw mistake('--data needs the path of a folder.');
  const portFrom = (name: string, given: string | undefined, setting: string, otherwise: string): number =>
    given === undefined ? readPort(setting, orElse(environment[setting], otherwise)) : readPort(name, given);
  return {
    port: portFrom('--port', port, 'ANNAL_SERVICE_BUS_PORT', '5672'),
    administrationPort: portFrom(
      '--administration-port',
      administrationPort,
      'ANNAL_SERVICE_BUS_ADMINISTRATION_PORT',
      '5300',
    ),
    data: memory ? ':memory:' : (data ?? '.annal/service-bus'),
    faultSwitch: rest['fault-switch'] ?? false,
    ...(declare === undefined ? {} : { declare: readDeclaration(declare) as Topology }),
  };
}

/** A setting that is empty is none. */
function orElse(setting: string | undefined, otherwise: string): string {
  return setting === undefined || setting === '' ? otherwise : setting;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw mistake((error as Error).message);
  }
}

function readPort(name: string, port: string): number {
  if (/^\d+$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw mistake(`${name} is "${port}", which is no port: give a number from 0 to 65535.`);
}

function mistake(message: string): StartupError {
  return new StartupError(`${message}\n\n${usage}`);
}
