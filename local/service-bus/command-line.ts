import { commandLineError, parseOptions, readDeclaration, readPort } from '@annal/local-server';
import type { ServiceBusOptions, Topology } from './index.ts';

/** What a person may say who starts the broker. */
export const usage = `A Service Bus on this machine, for the Azure SDK.

Usage: annal-service-bus [options]    (in a checkout: npm run service-bus -- [options])

  --port N                  where it speaks AMQP, on 127.0.0.1; 0 means any free port (5672, or ANNAL_SERVICE_BUS_PORT)
  --administration-port N   where it speaks HTTP, on 127.0.0.1 (5300, or ANNAL_SERVICE_BUS_ADMINISTRATION_PORT)
  --data FOLDER             where it keeps everything, made when missing (.annal/service-bus)
  --memory                  keeps nothing: the data ends with the broker
  --declare FILE            creates the entities that a JSON file names
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

/** How the broker shall be started. @throws StartupError that says which option is wrong, and shows all of them. */
export function readCommandLine(argv: readonly string[], environment: Environment): CommandLine {
  const {
    port,
    'administration-port': administrationPort,
    data,
    memory = false,
    declare,
    ...rest
  } = parseOptions(argv, options, usage);
  if (memory && data !== undefined)
    throw commandLineError('--memory keeps nothing, so --data has no use. Give one of them.', usage);
  if (data === '') throw commandLineError('--data needs the path of a folder.', usage);
  const setting = (name: string) => [name, environment[name]] as const;
  return {
    port: readPort(['--port', port], setting('ANNAL_SERVICE_BUS_PORT'), 5672, usage),
    administrationPort: readPort(
      ['--administration-port', administrationPort],
      setting('ANNAL_SERVICE_BUS_ADMINISTRATION_PORT'),
      5300,
      usage,
    ),
    data: memory ? ':memory:' : (data ?? '.annal/service-bus'),
    faultSwitch: rest['fault-switch'] ?? false,
    ...(declare === undefined ? {} : { declare: readDeclaration(declare) as Topology }),
  };
}
