import type { ContainerClient } from '@azure/storage-blob';
import type { BlobContainer } from './blob-container.ts';

/** A client of one container. The SDK is loaded at the first use, so that a process that only answers HTTP starts faster. */
export const openBlobContainer = async (to: BlobContainer): Promise<ContainerClient> => {
  const { blobContainer } = await import('./blob-container.ts');
  return blobContainer(to);
};

/** A client of the container that holds the keys of an archive. */
export const openKeyContainer = (archive: BlobContainer): Promise<ContainerClient> =>
  openBlobContainer({ ...archive, container: `${archive.container}-keys` });
