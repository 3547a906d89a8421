import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../service-process.ts';
import type { Ports } from './start-options.ts';

type Settings = Readonly<Record<string, string>>;

// The published key of Microsoft's emulator ("Use the Azure Cosmos DB emulator"): known to everybody, a secret to nobody.
const emulatorKey = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/**
 * The settings of the app, strongest first: the environment, `local.settings.json`, the addresses of the servers that
 * were just started, `local.settings.example.json`. So it runs without any settings, and each can be set.
 */
export function appSettings(root: string, ports: Ports, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = join(root, 'local.settings.json');
  const example = readValues(join(root, 'local.settings.example.json'));
  const chosen = existsSync(own) ? readValues(own) : {};
  return { ...example, ...localAddresses(ports), ...chosen, ...environment };
}

function localAddresses(ports: Ports): Settings {
  return {
    COSMOS: `AccountEndpoint=http://127.0.0.1:${ports.cosmos}/;AccountKey=${emulatorKey};`,
    SERVICE_BUS:
      `Endpoint=sb://127.0.0.1:${ports.serviceBus};SharedAccessKeyName=RootManageSharedAccessKey;` +
      'SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;',
    AzureWebJobsStorage: storageConnection(ports),
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
  };
}

/** Azurite's published account ("Use the Azurite emulator"); in words when its ports are the usual ones. */
function storageConnection({ blob, queue, table }: Ports): string {
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
