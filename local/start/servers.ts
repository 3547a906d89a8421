import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '@annal/local-server';
import type { Ports } from './start-options.ts';

/** What the servers of the system have in common. */
export interface ServiceContext {
  readonly root: string;
  readonly data: string;
  readonly ports: Ports;
  /** Takes the lines that a server prints. */
  readonly show: (name: string) => (line: string) => void;
}

/** The store, with the containers of infra/cosmos.json. */
export function cosmosServer(context: ServiceContext): ServiceDefinition {
  const { root, data, ports } = context;
  return defined(context, {
    name: 'Cosmos DB',
    file: program('@annal/local-cosmos/run'),
    args: [...at('--port', ports.cosmos), '--data', join(data, 'cosmos'), '--declare', join(root, 'infra/cosmos.json')],
  });
}

/** The broker, with the topics of infra/service-bus.json. */
export function serviceBusServer(context: ServiceContext): ServiceDefinition {
  const { root, data, ports } = context;
  return defined(context, {
    name: 'Service Bus',
    file: program('@annal/local-service-bus/run'),
    args: [
      ...at('--port', ports.serviceBus),
      ...at('--administration-port', ports.serviceBusAdministration),
      ...['--data', join(data, 'service-bus'), '--declare', join(root, 'infra/service-bus.json')],
    ],
  });
}

/** The issuer of development identities. */
export function identityServer(context: ServiceContext): ServiceDefinition {
  const { data, ports } = context;
  return defined(context, {
    name: 'Identity',
    file: program('@annal/local-identity/run'),
    args: [...at('--port', ports.identity), '--data', join(data, 'identity')],
  });
}

/** The Functions host on the app in `appRoot`, with these settings as its environment. */
export function functionsServer(
  context: ServiceContext,
  appRoot: string,
  environment: NodeJS.ProcessEnv,
): ServiceDefinition {
  const { root, data, ports } = context;
  return defined(context, {
    name: 'Functions',
    file: program('@annal/local-functions/run'),
    args: [
      ...['--app', appRoot],
      ...at('--port', ports.functions),
      ...['--data', join(data, 'functions')],
      ...['--settings', join(root, 'local.settings.json')],
    ],
    environment,
  });
}

/** Azurite, which serves Blob, Queue and Table storage. It ends last; a Ctrl-C at the terminal passes it by. */
export function azuriteServer(context: ServiceContext): ServiceDefinition {
  const { root, data, ports } = context;
  return defined(context, {
    name: 'Azurite',
    file: join(root, 'local/start/azurite.ts'),
    args: [
      ...['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--location', join(data, 'azurite')],
      ...['--blobHost', '127.0.0.1', ...at('--blobPort', ports.blob)],
      ...['--queueHost', '127.0.0.1', ...at('--queuePort', ports.queue)],
      ...['--tableHost', '127.0.0.1', ...at('--tablePort', ports.table)],
    ],
    ownGroup: true,
  });
}

/** The program of a server, as its package names it. */
function program(name: string): string {
  return fileURLToPath(import.meta.resolve(name));
}

function defined(context: ServiceContext, server: Omit<ServiceDefinition, 'show'>): ServiceDefinition {
  return { ...server, show: context.show(server.name) };
}

function at(option: string, port: number): readonly string[] {
  return [option, String(port)];
}
