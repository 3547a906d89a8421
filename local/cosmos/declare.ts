import { StartupError } from '@annal/local-server';
import { addContainer } from './operations/add-container.ts';
import { normaliseDefinition } from './operations/container-definition.ts';
import { CosmosFailure } from './operations/failure.ts';
import { isJsonObject } from './operations/json-body.ts';
import { leastOffer, offerOf } from './operations/offer.ts';
import { seconds, type Cosmos } from './operations/operation.ts';
import { redefineContainer } from './operations/redefine-container.ts';
import { requireName } from './operations/resource-name.ts';
import { findContainer } from './storage/containers.ts';
import { findDatabase, insertDatabase } from './storage/databases.ts';

/** The containers that a system needs. */
export interface Topology {
  readonly database: string;
  readonly containers: readonly DeclaredContainer[];
  /** Databases beside it, each with containers of its own. */
  readonly furtherDatabases?: readonly Pick<Topology, 'database' | 'containers'>[];
}

export interface DeclaredContainer {
  readonly name: string;
  /** A path, such as `/streamId`. */
  readonly partitionKey: string;
  readonly indexingPolicy?: object;
  /** The texts that are searched. */
  readonly fullTextPolicy?: object;
  /** Seconds; -1 lets items decide on their own. */
  readonly defaultTtl?: number;
  /** RU/s; every 6,000 of them are one range. Only for a container that is created. */
  readonly throughput?: number;
}

/**
 * Brings a database to a topology, as a deployment would: creates what is missing, and gives containers that are there
 * the declared indexing and time to live. Throws a StartupError when that cannot be, and then changes nothing.
 */
export async function declare(cosmos: Cosmos, topology: Topology): Promise<void> {
  requireTopology(topology);
  const databases = [topology, ...(topology.furtherDatabases ?? [])];
  try {
    await cosmos.storage.write(() => {
      for (const each of databases) declareDatabase(cosmos, each);
    });
  } catch (error) {
    if (!(error instanceof CosmosFailure)) throw error;
    throw new StartupError(
      `The declared containers do not fit the data: ${error.message} Mend the declaration, or empty the data folder.`,
    );
  }
}

function declareDatabase(cosmos: Cosmos, { database, containers }: Topology): void {
  requireName(database);
  if (findDatabase(cosmos.storage, database) === undefined)
    insertDatabase(cosmos.storage, { id: database, ts: seconds(cosmos), offer: 'null' });
  for (const container of containers) declareContainer(cosmos, database, container);
}

/** A declaration may come from a file, where anything can be written. */
function requireTopology(sent: unknown): void {
  const { furtherDatabases = [] } = isJsonObject(sent) ? sent : {};
  const isTopology =
    isDeclaredDatabase(sent) && Array.isArray(furtherDatabases) && furtherDatabases.every(isDeclaredDatabase);
  if (!isTopology)
    throw new StartupError(
      `A declaration needs the name of a 'database', and a list of 'containers' that each have a 'name', a 'partitionKey' such as "/pk" and, if any, a 'throughput' in RU/s.`,
    );
}

function isDeclaredDatabase(sent: unknown): boolean {
  const { database, containers } = isJsonObject(sent) ? sent : {};
  return typeof database === 'string' && Array.isArray(containers) && containers.every(isDeclaredContainer);
}

function isDeclaredContainer(sent: unknown): boolean {
  if (!isJsonObject(sent)) return false;
  const { name, partitionKey, throughput = 400 } = sent;
  return typeof name === 'string' && typeof partitionKey === 'string' && typeof throughput === 'number';
}

function declareContainer(cosmos: Cosmos, database: string, container: DeclaredContainer): void {
  const { name, partitionKey, throughput = 400, ...declared } = container;
  const key = { paths: [partitionKey], kind: 'Hash', version: 2 };
  const definition = normaliseDefinition({ id: name, partitionKey: key, ...declared });
  const db = findDatabase(cosmos.storage, database)?.no ?? 0;
  const existing = findContainer(cosmos.storage, db, name);
  if (existing === undefined)
    addContainer(cosmos, db, definition, offerOf({ offerThroughput: throughput }, leastOffer));
  else if (existing.definition !== JSON.stringify(definition))
    redefineContainer(cosmos, { database, container: name }, definition);
}
