import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { pageProgress } from '../page-progress.ts';

/** The blobs whose names begin so, in the order of their names. Throws NoProgress when the listing comes to no end. */
export const listBlobs = async function* (container: ContainerClient, prefix = ''): AsyncGenerator<BlobItem, void> {
  const advance = pageProgress(`The listing of ${container.containerName}`);
  let position: string | undefined;
  for await (const { segment, continuationToken } of container.listBlobsFlat({ prefix }).byPage()) {
    yield* segment.blobItems;
    await advance(continuationToken !== position);
    position = continuationToken;
  }
};
