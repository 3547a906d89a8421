import type { ContainerClient } from '@azure/storage-blob';
import { nameOfCommit, type ArchivedCommit } from '../../application/archive/archived-commit.ts';
import { blobFailureOf } from './blob-errors.ts';
import { partName, type LastPart, type Volume } from './volume.ts';

/** The limits of a part and of one append. */
export interface PartLimits {
  readonly bytes: number;
  readonly blocks: number;
  readonly blockBytes: number;
}

/**
 * Appends as many of these commits as one block holds, in their order, at the known end of the volume. Undefined when the
 * volume is longer than known, or when the result is unknown: then the volume has to be read.
 */
export const appendToVolume = async (
  container: ContainerClient,
  volume: Volume,
  commits: readonly ArchivedCommit[],
  limits: PartLimits,
): Promise<Volume | undefined> => {
  const { last } = volume;
  try {
    if (last === undefined) return await beginPart(container, volume, 0);
    // All processes decide by length and blocks only, and an append proves both. So all agree when a part is full.
    if (last.length >= limits.bytes || last.blocks >= limits.blocks)
      return await beginPart(container, volume, last.number + 1);
    return await appendBlock(container, volume, last, firstBlock(commits, limits.blockBytes));
  } catch (error) {
    const failure = blobFailureOf(error);
    if (failure === 'moved' || failure === 'unknown') return undefined;
    throw error;
  }
};

/** The next part, assumed to be empty. When another process has written to it, the first append is refused. */
const beginPart = async (container: ContainerClient, volume: Volume, number: number): Promise<Volume> => {
  await container.getAppendBlobClient(partName(volume.name, number)).createIfNotExists();
  return { ...volume, last: { number, length: 0, blocks: 0 } };
};

const appendBlock = async (
  container: ContainerClient,
  volume: Volume,
  last: LastPart,
  commits: readonly ArchivedCommit[],
): Promise<Volume> => {
  const block = Buffer.from(commits.map(({ text }) => `${text}\n`).join(''));
  const blob = container.getAppendBlobClient(partName(volume.name, last.number));
  const answer = await blob.appendBlock(block, block.length, { conditions: { appendPosition: last.length } });
  for (const commit of commits) volume.held.add(nameOfCommit(commit));
  const blocks = answer.blobCommittedBlockCount ?? last.blocks + 1;
  return { ...volume, last: { number: last.number, length: last.length + block.length, blocks } };
};

const firstBlock = (commits: readonly ArchivedCommit[], maximumBytes: number): readonly ArchivedCommit[] => {
  let bytes = 0;
  const end = commits.findIndex(({ text }, index) => {
    bytes += Buffer.byteLength(text) + 1;
    return bytes > maximumBytes && index > 0;
  });
  return end < 0 ? commits : commits.slice(0, end);
};
