import { equalRanges, rangeCount } from './keys/key-ranges.ts';
import { hashingOf } from './operations/container.ts';
import { normaliseDefinition } from './operations/container-definition.ts';
import { seconds, type Cosmos } from './operations/operation.ts';
import { findContainer, insertContainer } from './storage/containers.ts';
import { findDatabase, insertDatabase } from './storage/databases.ts';

/** The containers that a system needs. */
export interface Topology {
  readonly database: string;
  readonly containers: readonly DeclaredContainer[];
}

export interface DeclaredContainer {
  readonly name: string;
  /** A path, such as `/streamId`. */
  readonly partitionKey: string;
  readonly indexingPolicy?: object;
  /** Seconds; -1 lets items decide on their own. */
  readonly defaultTtl?: number;
  /** RU/s; every 6,000 of them are one range. */
  readonly throughput?: number;
}

/** Creates what is missing of a topology, and leaves alone what is there. */
export async function declare(cosmos: Cosmos, { database, containers }: Topology): Promise<void> {
  const { storage } = cosmos;
  await storage.write(() => {
    if (findDatabase(storage, database) === undefined) insertDatabase(storage, database, seconds(cosmos));
    const db = findDatabase(storage, database)?.no ?? 0;
    const missing = containers.filter(({ name }) => findContainer(storage, db, name) === undefined);
    for (const container of missing) declareContainer(cosmos, db, container);
  });
}

function declareContainer(
  cosmos: Cosmos,
  db: number,
  { name, partitionKey, throughput = 400, ...policies }: DeclaredContainer,
): void {
  const { indexingPolicy, defaultTtl } = policies;
  const definition = normaliseDefinition({
    id: name,
    partitionKey: { paths: [partitionKey], kind: 'Hash', version: 2 },
    indexingPolicy,
    defaultTtl,
  });
  insertContainer(cosmos.storage, {
    db,
    id: name,
    definition: JSON.stringify(definition),
    offer: JSON.stringify({ throughput }),
    ts: seconds(cosmos),
    ranges: equalRanges(rangeCount(throughput), hashingOf(definition)),
  });
}
