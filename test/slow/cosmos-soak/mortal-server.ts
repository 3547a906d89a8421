import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CosmosClient, type Container } from '@azure/cosmos';
import type { ServiceReport } from '../../../local/service-process.ts';

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

const main = join(import.meta.dirname, '../../../local/cosmos/main.ts');
const topology = { database: 'soak', containers: [{ name: 'commits', partitionKey: '/key', throughput: 18_000 }] };
const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

interface Life {
  readonly child: ChildProcess;
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
    const { child, client, die } = await life;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    die(new Killed('The server was killed.'));
    await exited;
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
  const child = fork(main, ['--port', '0', '--data', join(folder, 'data'), '--declare', declaration]);
  const [report] = (await once(child, 'message')) as [ServiceReport];
  if (report.state === 'failed') throw new Error(report.message);
  const { promise: death, reject: die } = Promise.withResolvers<never>();
  death.catch(() => undefined); // it may die while nobody uses it
  return { child, endpoint: report.address, client: new CosmosClient({ endpoint: report.address, key }), death, die };
}
