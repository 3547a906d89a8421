import type { Hashing } from '../keys/effective-key.ts';
import { parsePath } from '../keys/partition-key.ts';
import { findContainer, type StoredContainer } from '../storage/containers.ts';
import { listRanges, type StoredRange } from '../storage/ranges.ts';
import { databaseRid } from '../storage/resource-ids.ts';
import type { ContainerDefinition } from './container-definition.ts';
import { requireDatabase } from './databases.ts';
import { notFound } from './failure.ts';
import { readIndexingPolicy, type IndexingPolicy } from './indexing-policy.ts';
import type { Cosmos } from './operation.ts';
import { termPaths } from './term-paths.ts';

/** A container as the operations on its items need it. */
export interface Container {
  readonly stored: StoredContainer;
  readonly no: number;
  readonly definition: ContainerDefinition;
  readonly keyPaths: readonly (readonly string[])[];
  readonly hashing: Hashing;
  readonly indexing: IndexingPolicy;
  /** The paths whose values are kept in order for each key. */
  readonly termPaths: readonly (readonly string[])[];
  /** The paths of each unique key constraint. */
  readonly uniqueKeys: readonly (readonly (readonly string[])[])[];
  readonly ranges: readonly StoredRange[];
  readonly self: string;
  /** `dbs/{db}/colls/{container}`, percent-encoded: a header may not hold every character that a name may. */
  readonly encodedPath: string;
}

/** Names a container. */
export interface ContainerName {
  readonly database: string;
  readonly container: string;
}

// Reading a definition costs more than a point read. Its etag changes with it, and its topology with the ranges, so an
// entry can be too old but never wrong.
const known = new WeakMap<Cosmos, Map<number, Container>>();

/** Finds a container, or throws 404. */
export function requireContainer(cosmos: Cosmos, name: ContainerName): Container {
  const database = requireDatabase(cosmos, name.database);
  const stored = findContainer(cosmos.storage, database.no, name.container);
  if (stored === undefined) throw notFound(`container ${name.container}`);
  const cache = known.get(cosmos) ?? new Map<number, Container>();
  known.set(cosmos, cache);
  const cached = cache.get(stored.no);
  if (cached?.stored.etag === stored.etag && cached.stored.topology === stored.topology) return cached;
  const container = describe(cosmos, stored, `dbs/${encodeURIComponent(name.database)}`);
  cache.set(stored.no, container);
  return container;
}

/** How the keys of such a container are placed. */
export function hashingOf({ partitionKey: { kind, version } }: ContainerDefinition): Hashing {
  if (kind === 'MultiHash') return 'MultiHash';
  return version === 2 ? 'V2' : 'V1';
}

/** Where a container's `_self` points. */
export function selfOf({ db, rid }: StoredContainer): string {
  return `dbs/${databaseRid(db)}/colls/${rid}/`;
}

function describe(cosmos: Cosmos, stored: StoredContainer, databasePath: string): Container {
  const definition = JSON.parse(stored.definition) as ContainerDefinition;
  const keyPaths = definition.partitionKey.paths.map(parsePath);
  return {
    stored,
    no: stored.no,
    definition,
    keyPaths,
    hashing: hashingOf(definition),
    indexing: readIndexingPolicy(definition.indexingPolicy),
    termPaths: termPaths(definition.indexingPolicy['includedPaths'], keyPaths),
    uniqueKeys: (definition.uniqueKeyPolicy?.uniqueKeys ?? []).map(({ paths }) => paths.map(parsePath)),
    ranges: listRanges(cosmos.storage, stored.no),
    self: selfOf(stored),
    encodedPath: `${databasePath}/colls/${encodeURIComponent(stored.id)}`,
  };
}
