import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { PartitionKeyKind, type CosmosClient, type Database } from '@azure/cosmos';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { cosmosClient } from '../../adapters/cosmos/index.ts';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import type { Queried } from '../../domain/modelling/query.ts';
import { consumerContainers, containerOf, containersOf } from '../../scripts/catalogue/containers.ts';
import { countedLedger, joinedLedger, ledger, loggedLedger } from './ledger/index.ts';

/** A Cosmos server for one spec file. */
export interface LocalCosmos {
  /** The server itself, to make its requests go wrong. Faults that have not hit end with their spec. */
  readonly server: () => CosmosServer;
  readonly connectionString: () => string;
  /** A client of its own, as another instance of the app would have one. Disposed of with the server. */
  readonly connect: () => CosmosClient;
  /** An empty database with the declared containers and those of the ledger, each over three ranges. */
  readonly freshDatabase: () => Promise<Database>;
  /** Adds the further databases that are declared beside one, under its name: empty, in the order of their declaration. */
  readonly addFurtherDatabases: (database: Database) => Promise<readonly Database[]>;
  /** Adds the container of one more view, over three ranges. */
  readonly addContainerOf: (database: Database, view: Queried) => Promise<void>;
  /** An empty database of a consumer with these containers, each over three ranges. */
  readonly freshConsumerDatabase: (containers: readonly string[]) => Promise<Database>;
}

/** Where specs find a Cosmos DB that is not ours, an emulator or an account; undefined for one of our own. */
const given = process.env['ANNAL_TEST_COSMOS'];

const ofLedgers = [ledger, countedLedger, loggedLedger, joinedLedger].flatMap((each) => containersOf(each).containers);
const views = [...new Map(ofLedgers.map((each) => [each.name, each])).values()].filter(({ name }) =>
  topology.containers.every((each) => each.name !== name),
);
const declaredContainers = [...topology.containers, ...views];

/** Three ranges for each container here. Elsewhere they would cost money, or are not known. */
const ranges = given === undefined ? { throughput: 18_000 } : {};

interface DeclaredContainer {
  readonly name: string;
  readonly partitionKey: string;
}

/** Starts a server on any free port before the specs of this file, and ends it after them. Its data is in memory. */
export const useLocalCosmos = (): LocalCosmos => {
  let started: CosmosServer | undefined;
  let databases = 0;
  const clients: CosmosClient[] = [];
  const made: Database[] = [];

  const server = (): CosmosServer => {
    if (started === undefined)
      throw new Error(
        given === undefined ? 'It starts with the first spec of the file.' : 'This spec needs our own server.',
      );
    return started;
  };

  const connectionString = (): string => given ?? server().connectionString;

  const connect = (): CosmosClient => {
    const client = cosmosClient({ connectionString: connectionString() });
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    if (given === undefined) started = await startCosmos({ data: ':memory:' });
  });
  afterEach(() => started?.faults.clear());
  afterAll(async () => {
    if (given !== undefined) for (const database of made) await database.delete();
    for (const client of clients) client.dispose();
    await started?.close();
  });

  const addContainer = async (
    database: Database,
    { name, partitionKey: path, ...declared }: DeclaredContainer,
  ): Promise<void> => {
    const partitionKey = { paths: [path], kind: PartitionKeyKind.Hash, version: 2 }; // as infra/modules/cosmos.bicep has it
    await database.containers.create({ id: name, ...ranges, ...declared, partitionKey });
  };

  const databaseWith = async (containers: readonly DeclaredContainer[]): Promise<Database> => {
    databases += 1;
    const { database } = await connect().databases.create({ id: `spec-${process.pid}-${databases}` });
    for (const declared of containers) await addContainer(database, declared);
    made.push(database);
    return database;
  };

  return {
    addContainerOf: (database, view) => addContainer(database, containerOf(view)),
    server,
    connectionString,
    connect,
    freshDatabase: () => databaseWith(declaredContainers),
    freshConsumerDatabase: (containers) => databaseWith(consumerContainers(containers)),
    addFurtherDatabases: async (database) => {
      const added = topology.furtherDatabases.map(async (further) => {
        const id = further.database.replace(topology.database, database.id);
        const { database: beside } = await database.client.databases.create({ id });
        made.push(beside);
        for (const declared of further.containers) await addContainer(beside, declared);
        return beside;
      });
      return Promise.all(added);
    },
  };
};
