import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '@annal/local-server';
import { dataFolder, portSettings, type Ports } from './start-options.ts';

type Settings = Readonly<Record<string, string>>;

/**
 * The settings of the app, strongest first: the environment, `local.settings.json`, `local.settings.example.json`. The
 * example names the servers of this stack where they usually are; when a port was moved, its address moves with it. So
 * the app runs without any settings, and each can be set.
 */
export function appSettings(root: string, ports: Ports, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = join(root, 'local.settings.json');
  const example = readValues(join(root, 'local.settings.example.json'));
  const chosen = existsSync(own) ? readValues(own) : {};
  return { ...example, ...localAddresses(example, ports), ...localKey(root, environment), ...chosen, ...environment };
}

function localAddresses(example: Settings, ports: Ports): Settings {
  const moved = (name: string, usual: number, port: number) => (example[name] ?? '').replace(`:${usual}`, `:${port}`);
  return {
    COSMOS: moved('COSMOS', portSettings.cosmos.usual, ports.cosmos),
    SERVICE_BUS: moved('SERVICE_BUS', portSettings.serviceBus.usual, ports.serviceBus),
    CALLERS_ISSUER: moved('CALLERS_ISSUER', portSettings.identity.usual, ports.identity),
    AzureWebJobsStorage: storageConnection(ports),
    ARCHIVE: storageConnection(ports),
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
  };
}

/** Kept with the data that only it can make readable: whoever empties the one loses the other. */
function localKey(root: string, environment: NodeJS.ProcessEnv): Settings {
  return { PERSONAL_DATA_KEY: `file:${join(dataFolder(root, environment), 'personal-data.key')}` };
}

/** Azurite's published account ("Use the Azurite emulator"); in words when its ports are the usual ones. */
export function storageConnection({ blob, queue, table }: Ports): string {
  if (blob === 10_000 && queue === 10_001 && table === 10_002) return 'UseDevelopmentStorage=true';
  const account = 'devstoreaccount1';
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  const endpoint = (name: string, port: number) => `${name}Endpoint=http://127.0.0.1:${port}/${account};`;
  return (
    `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};` +
    endpoint('Blob', blob) +
    endpoint('Queue', queue) +
    endpoint('Table', table)
  );
}

/** The `Values` of a settings file ("Develop Azure Functions locally", local settings file). */
function readValues(path: string): Settings {
  try {
    const { Values: values = {} } = JSON.parse(readFileSync(path, 'utf8')) as { Values?: Settings };
    return values;
  } catch (error) {
    throw new StartupError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
