import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServiceDefinition } from '@annal/local-server';
import { currentBundle } from '../../../local/start/app-bundle.ts';
import { appSettings } from '../../../local/start/app-settings.ts';
import {
  azuriteServer,
  cosmosServer,
  functionsServer,
  identityServer,
  serviceBusServer,
} from '../../../local/start/servers.ts';
import { readPorts } from '../../../local/start/start-options.ts';

/** The servers of the system, as `npm start` runs them. */
export const partNames = ['Cosmos DB', 'Service Bus', 'Identity', 'Azurite', 'Functions'] as const;
export type PartName = (typeof partNames)[number];

/** Where the system runs. */
export interface Place {
  /** A folder for its data and for `soak.log`, which holds all that its servers print. */
  readonly folder: string;
  /** The settings that give it its ports. */
  readonly ports: Readonly<Record<string, string>>;
  /** Settings of the app beside the usual ones. */
  readonly appSettings: Readonly<Record<string, string>>;
}

/** The servers as processes to be started, and the usual settings of the app. */
export interface Definitions {
  readonly definitions: Readonly<Record<PartName, ServiceDefinition>>;
  readonly settings: NodeJS.ProcessEnv;
}

const root = resolve(import.meta.dirname, '../../..');

/** What `npm start` starts. But store and broker have fault switches, and every server writes its heap size to `heapFolder`. */
export const definitionsOf = async (place: Place, heapFolder: string): Promise<Definitions> => {
  const data = join(place.folder, 'data');
  mkdirSync(data);
  const preload = pathToFileURL(join(import.meta.dirname, 'report-heap.ts')).href;
  const watched = { NODE_OPTIONS: `--import=${preload}`, ANNAL_SOAK_HEAPS: heapFolder };
  const environment = { ...process.env, ...place.ports, ANNAL_DATA: data };
  const ports = readPorts(environment);
  const settings = appSettings(root, ports, environment);
  const log = createWriteStream(join(place.folder, 'soak.log'));
  const show = (name: string) => (line: string) => void log.write(`${new Date().toISOString()} ${name}: ${line}\n`);
  const context = { root, data, ports, show };
  const bundle = await currentBundle(root, join(data, 'app'));
  const defined = (server: ServiceDefinition, ...options: readonly string[]): ServiceDefinition => ({
    ...server,
    args: [...server.args, ...options],
    environment: { ...(server.environment ?? environment), ...watched },
  });
  return {
    settings,
    definitions: {
      'Cosmos DB': defined(cosmosServer(context), '--faults'),
      'Service Bus': defined(serviceBusServer(context), '--fault-switch'),
      Identity: defined(identityServer(context)),
      Azurite: defined(azuriteServer(context)),
      Functions: defined(functionsServer(context, bundle, { ...settings, ...place.appSettings })),
    },
  };
};
