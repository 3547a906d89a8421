import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolder, StartupError } from '@annal/local-server';

/** The ports of the system, all on 127.0.0.1. */
export interface Ports {
  readonly functions: number;
  readonly cosmos: number;
  readonly serviceBus: number;
  readonly serviceBusAdministration: number;
  readonly identity: number;
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
}

/** Which setting moves which port, and where it is without one. */
export const portSettings: Readonly<Record<keyof Ports, { readonly setting: string; readonly usual: number }>> = {
  functions: { setting: 'ANNAL_FUNCTIONS_PORT', usual: 7071 },
  cosmos: { setting: 'ANNAL_COSMOS_PORT', usual: 8081 },
  serviceBus: { setting: 'ANNAL_SERVICE_BUS_PORT', usual: 5672 },
  serviceBusAdministration: { setting: 'ANNAL_SERVICE_BUS_ADMINISTRATION_PORT', usual: 5300 },
  identity: { setting: 'ANNAL_IDENTITY_PORT', usual: 8082 },
  blob: { setting: 'ANNAL_BLOB_PORT', usual: 10_000 },
  queue: { setting: 'ANNAL_QUEUE_PORT', usual: 10_001 },
  table: { setting: 'ANNAL_TABLE_PORT', usual: 10_002 },
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the ports from the environment. A StartupError names a setting that is no port, or two that are the same. */
export function readPorts(environment: Environment): Ports {
  const ports = Object.entries(portSettings).map(([name, { setting, usual }]) => {
    const text = environment[setting] ?? String(usual);
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
      throw new StartupError(`${setting} is "${text}", which is no port. Set it to a number from 1 to 65535.`);
    return { name, setting, port };
  });
  for (const { setting, port } of ports) {
    const other = ports.find((each) => each.port === port && each.setting !== setting);
    if (other !== undefined)
      throw new StartupError(`${setting} and ${other.setting} are both ${port}. Give one of them another port.`);
  }
  return Object.fromEntries(ports.map(({ name, port }) => [name, port])) as unknown as Ports;
}

/** The folder that keeps everything across restarts; absolute, wherever the system was started from. */
export function dataFolder(root: string, environment: Environment): string {
  return resolve(root, environment['ANNAL_DATA'] ?? '.annal');
}

/** Makes the data folder if need be. A StartupError says what to do when this user may not write there. */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new StartupError(
      `The data folder ${folder} cannot be written (${String((error as NodeJS.ErrnoException).code)}). ` +
        'Give this user the right to, or set ANNAL_DATA to another folder.',
    );
  }
}
