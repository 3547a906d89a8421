import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { startIdentity } from '@annal/local-identity';
import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { processTelemetry } from '../../../adapters/telemetry/index.ts';
import { azureCapabilities } from '../../../functions/azure-capabilities.ts';
import { readConfig } from '../../../functions/configuration.ts';
import cosmosTopology from '../../../infra/cosmos.json' with { type: 'json' };
import serviceBusTopology from '../../../infra/service-bus.json' with { type: 'json' };
import { startAppHost, type AppHost } from '../../end-to-end/app-host.ts';
import { appSettings } from '../../support/app-settings.ts';
import { lossyProxy, type LossyProxy } from '../../support/lossy-proxy.ts';
import { connectionTo } from '../../support/start-azurite.ts';
import { bearer } from '../../support/tokens.ts';

/** What is built and started once for many runs. */
export interface Around {
  /** The folder of what is deployed. */
  readonly bundle: string;
  /** The address of the account in a blob service, as its connection string has it. */
  readonly blobs: string;
}

/** The servers of one run, what is deployed in a process between them, and this process beside it. */
export interface LocalSystem {
  readonly cosmos: CosmosServer;
  readonly serviceBus: ServiceBusServer;
  /** Between clients and the app, and between the app and its archive. */
  readonly proxies: readonly LossyProxy[];
  /** The ports over Azure as what is deployed has them, for hosts in this process. */
  readonly capabilities: ReturnType<typeof azureCapabilities>;
  readonly settings: ReturnType<typeof appSettings>;
  /** `http://127.0.0.1:PORT` of the proxy before the app that runs now. */
  url(): string;
  /** The headers of a caller of this name who may send every command. */
  clerk(name: string): Promise<Readonly<Record<string, string>>>;
  /** Kills the app as a power cut would, and starts it again on what is left. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** The subscription in which all messages stay. */
export const everything = 'everything';

/** The declared topology, with a subscription to everything. */
const listenedTo = {
  ...serviceBusTopology,
  topics: serviceBusTopology.topics.map((topic) => ({
    ...topic,
    subscriptions: [...topic.subscriptions, { name: everything, properties: {} }],
  })),
};

const accountOf = (connectionString: string): string =>
  new URL(/BlobEndpoint=([^;]+);/.exec(connectionString)?.[1] ?? '').origin;

/** Starts it, with nothing stored. */
export const startLocalSystem = async ({ bundle, blobs }: Around): Promise<LocalSystem> => {
  const data = await mkdtemp(join(tmpdir(), 'annal-local-run-'));
  const [cosmos, serviceBus, identity, archive] = await Promise.all([
    startCosmos({ data: ':memory:', declare: cosmosTopology }),
    startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', declare: listenedTo }),
    startIdentity({ data: join(data, 'identity') }),
    lossyProxy(accountOf(blobs)),
  ]);
  const stores = { cosmos: cosmos.connectionString, serviceBus: serviceBus.connectionString };
  const settings = {
    ...appSettings({ ...stores, archive: connectionTo(archive.address), issuer: identity.issuer, data }),
    ARCHIVE_CONTAINER: `archive-${randomUUID()}`,
  };
  const startHost = (): Promise<AppHost> => startAppHost(bundle, join(data, 'functions'), settings);
  let host = await startHost();
  let front = await lossyProxy(host.url);
  const proxies: LossyProxy[] = [front, archive];
  const config = readConfig(settings);
  const capabilities = azureCapabilities(config, await processTelemetry(config.telemetry));
  return {
    ...{ cosmos, serviceBus, proxies, capabilities, settings },
    url: () => front.address,
    clerk: (name) => bearer(identity.issuer, name, ['clerk']),
    killAndRestart: async () => {
      await host.end('SIGKILL');
      host = await startHost();
      await front.close();
      front = await lossyProxy(host.url);
      proxies[0] = front;
    },
    stop: async () => {
      await host.end('SIGKILL');
      await Promise.all([capabilities.bus.close(), capabilities.feedMarks.close()]);
      await Promise.all([cosmos, serviceBus, identity, front, archive].map((each) => each.close()));
      await rm(data, { recursive: true, force: true });
    },
  };
};
