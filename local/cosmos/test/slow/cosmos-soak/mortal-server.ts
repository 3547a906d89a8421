import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService, type ChildService } from '@annal/local-server';
import { CosmosClient, type Container } from '@azure/cosmos';

/** A local Cosmos in a process of its own that is killed again and again, always on the same folder. */
export interface MortalServer {
  /** Uses the container while a server lives; rejects when that server is killed in between, or whatever else fails. */
  readonly use: <T>(work: (container: Container) => Promise<T>) => Promise<T>;
  /** Kills it without warning, and starts another. */
  readonly killAndRestart: () => Promise<void>;
  /** Splits a range of the container. */
  readonly split: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** What calls that were under way when a server was killed reject with: nobody knows whether they were carried out. */
export class Killed extends Error {}

const main = join(import.meta.dirname, '../../../run.mjs');
const topology = { database: 'soak', containers: [{ name: 'commits', partitionKey: '/key', throughput: 18_000 }] };
const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

interface Life {
  readonly service: ChildService;
  readonly endpoint: string;
  readonly client: CosmosClient;
  /** Rejects when it is killed. */
  readonly death: Promise<never>;
  readonly die: (reason: Error) => void;
}

export async function startMortalServer(folder: string): Promise<MortalServer> {
  let life = begin(folder);
  await life;
  const kill = async (): Promise<void> => {
    const { service, client, die } = await life;
    service.signal('SIGKILL');
    die(new Killed('The server was killed.'));
    await service.ended;
    client.dispose();
  };
  return {
    use: async (work) => {
      const { client, death } = await life;
      return Promise.race([work(client.database('soak').container('commits')), death]);
    },
    killAndRestart: async () => {
      const killed = kill();
      life = killed.then(() => begin(folder));
      await life;
    },
    split: async () => {
      const { endpoint } = await life;
      const body = JSON.stringify({ database: 'soak', container: 'commits' });
      const { status } = await fetch(new URL('_local/split', endpoint), { method: 'PUT', body });
      if (status !== 200) throw new Error(`The split was answered ${status}.`);
    },
    end: kill,
  };
}

async function begin(folder: string): Promise<Life> {
  const declaration = join(folder, 'declare.json');
  writeFileSync(declaration, JSON.stringify(topology));
  const args = ['--port', '0', '--data', join(folder, 'data'), '--declare', declaration];
  const service = startService({ name: 'Cosmos DB', file: main, args, show: () => undefined });
  const endpoint = await service.ready;
  const { promise: death, reject: die } = Promise.withResolvers<never>();
  death.catch(() => undefined); // it may die while nobody uses it
  return { service, endpoint, client: new CosmosClient({ endpoint, key }), death, die };
}
