import type { ContainerClient } from '@azure/storage-blob';
import { ArchiveUnavailable, type Archive } from '../../application/archive/archive.ts';
import { nameOfCommit, type ArchivedCommit } from '../../application/archive/archived-commit.ts';
import { inParallel } from '../../application/in-parallel.ts';
import { oneAtATime } from '../../application/commands/one-at-a-time.ts';
import { volumeOf } from '../archive-volume.ts';
import { appendToVolume, type PartLimits } from './append-to-volume.ts';
import { blobFailureOf } from './blob-errors.ts';
import { listBlobs } from './list-blobs.ts';
import { orUnavailable } from './or-unavailable.ts';
import { readBlob } from './read-blob.ts';
import { catchUp, readVolume, type Volume } from './volume.ts';
import { withContainer } from './with-container.ts';

/** What may differ between the archives of one process. */
export interface ArchiveOptions {
  readonly limits?: PartLimits;
  /** Names of commits that are kept in memory, some 100 bytes each. */
  readonly namesInMemory?: number;
}

/**
 * A part is read as a whole by each new process, so it is small; an append blob takes 50,000 blocks ("Append Block", Azure
 * Storage documentation).
 */
const usualLimits: PartLimits = { bytes: 16 * 1024 * 1024, blocks: 45_000, blockBytes: 4 * 1024 * 1024 };

const volumesAtOnce = 4;

/** After this many conflicts in a row the whole batch is retried. */
const maximumRaces = 20;

/**
 * The archive in append blobs: `2026-11-28/order.000000.jsonl` holds one category's commits of one day, a JSON line each.
 *
 * The process remembers the names of the commits in a volume. Each append is conditional on the length of the blob, and is
 * refused when another process has written since. Then the new lines are read, and commits that are still missing are tried
 * again. A lost answer is handled in the same way. So redelivery, concurrent writers and crashes add nothing twice.
 */
export const blobArchive = (open: () => Promise<ContainerClient>, options: ArchiveOptions = {}): Archive => {
  const { limits = usualLimits, namesInMemory = 500_000 } = options;
  const known = new Map<string, Volume>();
  const inLine = oneAtATime();
  let opening: Promise<ContainerClient> | undefined;
  const opened = (): Promise<ContainerClient> => (opening ??= open());

  /** The volumes that were used last. Any other is read again when it is needed. */
  const remember = (volume: Volume): void => {
    known.delete(volume.name);
    known.set(volume.name, volume);
    let names = [...known.values()].reduce((sum, { held }) => sum + held.size, 0);
    for (const [name, { held }] of known) {
      if (names <= namesInMemory) return;
      known.delete(name);
      names -= held.size;
    }
  };

  /** The remembered volume, if it goes back far enough. */
  const volumeFor = async (container: ContainerClient, name: string, since: string): Promise<Volume> => {
    const volume = known.get(name);
    return volume !== undefined && volume.since <= since ? volume : readVolume(container, name, since);
  };

  const addTo = async (name: string, commits: readonly ArchivedCommit[]): Promise<readonly ArchivedCommit[]> => {
    const container = await opened();
    const since = commits.map(({ recordedAt }) => recordedAt).reduce((one, other) => (other < one ? other : one));
    let volume = await withContainer(container, () => volumeFor(container, name, since));
    const fresh = commits.filter((commit) => !volume.held.has(nameOfCommit(commit)));
    for (let races = 0; races < maximumRaces;) {
      const missing = fresh.filter((commit) => !volume.held.has(nameOfCommit(commit)));
      if (missing.length === 0) {
        remember(volume);
        return fresh;
      }
      known.delete(name); // until it is known again how it ended
      const next = await appendToVolume(container, volume, missing, limits);
      if (next === undefined) races += 1;
      volume = next ?? (await catchUp(container, volume));
    }
    throw new ArchiveUnavailable(`${name} was written by others ${maximumRaces} times in a row.`);
  };

  return {
    add: async (commits) => {
      const volumes = [...Map.groupBy(commits, volumeOf)];
      const added = await inParallel(volumesAtOnce, volumes, ([name, ofVolume]) =>
        inLine(name, () => orUnavailable(() => addTo(name, ofVolume))),
      );
      return added.flat();
    },

    async *parts() {
      const container = await opened();
      for await (const { name } of blobsOf(container)) yield { from: name, ...(await readBlob(container, name)) };
    },
  };
};

/** The blobs in the order of their names; none when there is no container. */
const blobsOf = async function* (container: ContainerClient) {
  try {
    yield* listBlobs(container);
  } catch (error) {
    if (blobFailureOf(error) !== 'no-container') throw error;
  }
};
