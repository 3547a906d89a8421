import { join } from 'node:path';
import { CosmosClient, type Container, type ContainerRequest } from '@azure/cosmos';
import { startChild } from '../measure/child.ts';

/** A local Cosmos in its own process, on files, with the containers of this system; and one client of the real SDK. */
export interface Server {
  readonly events: Container;
  readonly connectionString: string;
  readonly address: string;
  /** The number of its process. */
  readonly pid: number;
  readonly container: (name: string) => Container;
  /** Makes another container. */
  readonly create: (definition: ContainerRequest) => Promise<Container>;
  /** Makes a container anew that is there. */
  readonly empty: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const declaration = join(import.meta.dirname, '../../infra/cosmos.json');

/** Every emulator of Cosmos has this key; it protects nothing. */
const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/** `more` are arguments of the server: `--faults`. */
export async function startServer(folder: string, ...more: readonly string[]): Promise<Server> {
  const args = ['--port', '0', '--data', folder, '--declare', declaration, ...more];
  const child = await startChild('local/cosmos/run.mjs', args);
  const client = new CosmosClient({ endpoint: child.address, key });
  const stop = async (): Promise<void> => {
    client.dispose();
    await child.stop();
  };
  const database = client.database('annal');
  const create = async (definition: ContainerRequest): Promise<Container> =>
    (await database.containers.create(definition)).container;
  const empty = async (name: string): Promise<void> => {
    const { resource: definition } = await database.container(name).read();
    if (definition === undefined) throw new Error(`There is no container ${name}.`);
    await database.container(name).delete();
    await create(definition);
  };
  return {
    events: database.container('events'),
    address: child.address,
    pid: child.pid,
    connectionString: `AccountEndpoint=${child.address};AccountKey=${key}`,
    container: (name) => database.container(name),
    create,
    empty,
    stop,
  };
}
