import { buffer } from 'node:stream/consumers';
import type { ContainerClient } from '@azure/storage-blob';

/** The rest of a blob from an offset on. */
export interface BlobRest {
  readonly lines: readonly string[];
  /** In bytes. */
  readonly length: number;
  /** Appends that made the whole blob. */
  readonly blocks: number;
}

/** Reads a blob from an offset to its end, in one request: lines and counts are of one moment. */
export const readBlob = async (container: ContainerClient, name: string, offset = 0): Promise<BlobRest> => {
  const { readableStreamBody, blobCommittedBlockCount } = await container.getBlobClient(name).download(offset);
  const bytes = readableStreamBody === undefined ? Buffer.alloc(0) : await buffer(readableStreamBody);
  const lines = bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return { lines, length: bytes.length, blocks: blobCommittedBlockCount ?? 0 };
};
