import type { ContainerClient } from '@azure/storage-blob';
import { nameOfCommit, readArchivedCommit } from '../../application/archive/archived-commit.ts';
import { blobFailureOf } from './blob-errors.ts';
import { listBlobs } from './list-blobs.ts';
import { readBlob } from './read-blob.ts';

/** The part that is written to. Each append is conditional on its length, so no write of another process is missed. */
export interface LastPart {
  readonly number: number;
  readonly length: number;
  /** Appends that made it. */
  readonly blocks: number;
}

/** What this process has read or written of one category on one day. */
export interface Volume {
  readonly name: string;
  /** All commits recorded from then on that the volume holds, up to {@link last}, are in {@link held}. */
  readonly since: string;
  readonly last: LastPart | undefined;
  /** Names of commits. Grows with what is added. */
  readonly held: Set<string>;
}

/** The tolerated difference between the clocks of writers and of the storage, in milliseconds. */
const clockSkew = 15 * 60_000;

/** Earlier than any recorded time. */
const everything = '';

/** Blobs of a volume have the volume's name and a number, which grows. */
export const partName = (volume: string, number: number): string =>
  `${volume}.${String(number).padStart(6, '0')}.jsonl`;

/**
 * Reads what a volume holds of the commits recorded since a moment. A part that was full before that moment cannot hold them:
 * nothing is added to a part once the next one exists.
 */
export const readVolume = async (container: ContainerClient, name: string, since: string): Promise<Volume> => {
  const parts: { readonly number: number; readonly createdOn: Date }[] = [];
  for await (const { name: blob, properties } of listBlobs(container, `${name}.`)) {
    const number = numberOf(name, blob);
    if (number !== undefined) parts.push({ number, createdOn: properties.createdOn ?? properties.lastModified });
  }
  const earliest = Date.parse(since) - clockSkew;
  const asked = parts.filter((_, index) => (parts[index + 1]?.createdOn.getTime() ?? Infinity) >= earliest);
  const from = asked.length === parts.length ? everything : since;
  let volume: Volume = { name, since: from, last: undefined, held: new Set() };
  for (const { number } of asked) volume = await readPart(container, volume, { number, length: 0, blocks: 0 });
  return volume;
};

/** Reads what other processes have added since. */
export const catchUp = async (container: ContainerClient, volume: Volume): Promise<Volume> =>
  volume.last === undefined
    ? readVolume(container, volume.name, volume.since)
    : readPart(container, volume, volume.last);

const readPart = async (container: ContainerClient, volume: Volume, from: LastPart): Promise<Volume> => {
  try {
    const { lines, length, blocks } = await readBlob(container, partName(volume.name, from.number), from.length);
    for (const line of lines) volume.held.add(nameOfCommit(readArchivedCommit(line)));
    return { ...volume, last: { number: from.number, length: from.length + length, blocks } };
  } catch (error) {
    if (blobFailureOf(error) === 'beyond-end') return { ...volume, last: from };
    throw error;
  }
};

const numberOf = (volume: string, blob: string): number | undefined => {
  const [, digits] = /^\.(\d{6})\.jsonl$/.exec(blob.slice(volume.length)) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
