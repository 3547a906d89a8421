import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { startWorkerHost } from '@annal/local-functions/node-worker';
import { startIdentity } from '@annal/local-identity';
import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { CosmosClient, type ContainerRequest } from '@azure/cosmos';
import { inject } from 'vitest';
import { z } from 'zod';
import cosmosTopology from '../../infra/cosmos.json' with { type: 'json' };
import serviceBusTopology from '../../infra/service-bus.json' with { type: 'json' };
import type { Role } from '../../functions/roles.ts';
import { bearer, tokenFrom } from '../support/tokens.ts';
import { startAppHost, type AppHost } from './app-host.ts';
import { changedBundle, type Changes } from './changed-bundle.ts';
import { appSettings } from '../support/app-settings.ts';

const hostKeys = z.object({ master: z.string() });

const repository = join(import.meta.dirname, '../..');

/** Store and broker in this process, so that a spec can trouble them; the app in a host process that can be killed. */
export interface RunningSystem {
  readonly cosmos: CosmosServer;
  readonly serviceBus: ServiceBusServer;
  /** The headers of a caller of this name with these roles. */
  as(name: string, ...roles: Role[]): Promise<Readonly<Record<string, string>>>;
  /** A token of theirs. */
  token(name: string, ...roles: Role[]): Promise<string>;
  /** What the app runs with. */
  readonly settings: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:PORT` of the host that runs now. */
  url(): string;
  /** Starts a timer by hand, on the host that runs now: it wants the master key of the host. */
  startTimer(name: string): Promise<void>;
  /** Kills the host as a power cut would. */
  kill(): Promise<void>;
  /** Starts another host on what is left, with other settings where some are given. */
  start(changed?: Readonly<Record<string, string>>): Promise<void>;
  /** Kills the host, and starts another. */
  killAndRestart(): Promise<void>;
  /** Builds another release of the app, which every host runs that starts from now on. */
  release(changes: Changes): Promise<void>;
  /** Starts one more host beside the first, which shares its feeds. It ends with the system at the latest. */
  startBeside(changed?: Readonly<Record<string, string>>): Promise<AppHost>;
  /** Makes a container like one that is declared, which a later release will need. */
  addContainer(name: string, like: string): Promise<void>;
  /** Puts a document into the event store that no code of ours would write. */
  plant(document: Readonly<Record<string, unknown>>): Promise<void>;
  /** Deletes one document of a read container, behind the app's back. */
  loseView(container: string, id: string): Promise<void>;
  stop(): Promise<void>;
}

/** What is run: the files that a developer writes, or what is deployed, on the local host or in a process like Azure's worker. */
export type Form = 'the sources' | 'the bundle' | 'the bundle in a Node worker';

/** Starts this repository's app on free ports, an empty store and an archive of its own in the blob service of the run. */
export const startSystem = async (form: Form = 'the bundle'): Promise<RunningSystem> => {
  const data = await mkdtemp(join(tmpdir(), 'annal-end-to-end-'));
  const [cosmos, serviceBus, identity] = await Promise.all([
    startCosmos({ port: 0, data: ':memory:', declare: cosmosTopology }),
    startServiceBus({
      port: 0,
      administrationPort: 0,
      data: ':memory:',
      declare: serviceBusTopology,
    }),
    startIdentity({ data: join(data, 'identity') }),
  ]);
  const stores = { cosmos: cosmos.connectionString, serviceBus: serviceBus.connectionString, archive: inject('blobs') };
  const settings = {
    ...appSettings({ ...stores, issuer: identity.issuer, data }),
    ARCHIVE_CONTAINER: `archive-${randomUUID()}`,
  };
  const client = new CosmosClient(cosmos.connectionString);
  const database = client.database(cosmosTopology.database);
  let app = form === 'the sources' ? repository : inject('bundle');
  const startHost = (chosen: Readonly<Record<string, string>>) =>
    form === 'the bundle in a Node worker'
      ? startWorkerHost(app, chosen)
      : startAppHost(app, join(data, 'functions'), chosen);
  const beside: AppHost[] = [];
  let releases = 0;
  let host = await startHost(settings);
  const kill = () => host.end('SIGKILL');
  const start = async (changed: Readonly<Record<string, string>> = {}) => {
    host = await startHost({ ...settings, ...changed });
  };
  return {
    cosmos,
    serviceBus,
    as: (name, ...roles) => bearer(identity.issuer, name, roles),
    token: (name, ...roles) => tokenFrom(identity.issuer, name, roles),
    settings,
    url: () => host.url,
    startTimer: async (name) => {
      const { master } = hostKeys.parse(JSON.parse(await readFile(join(data, 'functions/keys.json'), 'utf8')));
      const headers = { 'content-type': 'application/json', 'x-functions-key': master };
      const started = await fetch(`${host.url}/admin/functions/${name}`, { method: 'POST', headers, body: '{}' });
      if (started.status !== 202) throw new Error(`The timer ${name} was not started: ${started.status}.`);
    },
    kill,
    start,
    killAndRestart: async () => {
      await kill();
      await start();
    },
    release: async (changes) => {
      app = await changedBundle(changes, join(data, `release-${(releases += 1)}`));
    },
    startBeside: async (changed = {}) => {
      const other = await startAppHost(app, join(data, `beside-${beside.length}`), { ...settings, ...changed });
      beside.push(other);
      return other;
    },
    addContainer: async (name, like) => {
      const declared = cosmosTopology.containers.find((each) => each.name === like);
      await database.containers.create({ ...declared, id: name } as ContainerRequest);
    },
    plant: async (document) => {
      await database.container('events').items.create({ ...document });
    },
    loseView: async (container, id) => {
      await database.container(container).item(id, id).delete();
    },
    stop: async () => {
      await Promise.all([host, ...beside].map((each) => each.end('SIGTERM')));
      client.dispose();
      await Promise.all([cosmos.close(), serviceBus.close(), identity.close()]);
      await rm(data, { recursive: true, force: true });
    },
  };
};
