import type { Cosmos } from '../operations/operation.ts';
import { seconds } from '../operations/operation.ts';
import { requireContainer } from '../operations/container.ts';
import { listContainers } from '../storage/containers.ts';
import { countItems } from '../storage/counts.ts';
import { listDatabases } from '../storage/databases.ts';
import { lastLsn } from '../storage/ranges.ts';

/** What a server holds, for the face. */
export interface Overview {
  readonly databases: readonly { readonly id: string; readonly containers: readonly ContainerOverview[] }[];
}

/** One container: how many items it has, and how far each of its ranges is. */
export interface ContainerOverview {
  readonly id: string;
  readonly partitionKey: readonly string[];
  readonly items: number;
  /** Seconds; -1 when items decide, undefined when they stay for ever. */
  readonly defaultTtl: number | undefined;
  readonly ranges: readonly {
    readonly id: string;
    readonly min: string;
    readonly max: string;
    /** The number of the last committed transaction. */
    readonly lsn: number;
  }[];
}

/** Looks at everything at one moment: nothing is written in between. */
export function overview(cosmos: Cosmos): Overview {
  const databases = listDatabases(cosmos.storage).map(({ id, no }) => ({
    id,
    containers: listContainers(cosmos.storage, no).map((stored) => describe(cosmos, id, stored.id)),
  }));
  return { databases };
}

function describe(cosmos: Cosmos, database: string, id: string): ContainerOverview {
  const { storage } = cosmos;
  const { no, definition, ranges } = requireContainer(cosmos, { database, container: id });
  return {
    id,
    partitionKey: definition.partitionKey.paths,
    items: countItems(storage, no, seconds(cosmos)),
    defaultTtl: definition.defaultTtl,
    ranges: ranges.map((range) => ({
      id: String(range.no),
      min: range.min,
      max: range.max,
      lsn: lastLsn(storage, no, range.no),
    })),
  };
}
