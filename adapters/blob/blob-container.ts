import { BlobServiceClient, type ContainerClient, type StoragePipelineOptions } from '@azure/storage-blob';
import { ownIdentity } from '../own-identity.ts';

/** How to reach a storage account: with a key, or with the identity that this code runs under. */
export type BlobConnection = { readonly connectionString: string } | { readonly serviceUri: string };

/** A container of blobs, and how to reach its account. */
export interface BlobContainer {
  readonly connection: BlobConnection;
  readonly container: string;
}

/**
 * Enough to wait, without a word, for a storage that comes up behind the app: eight tries within some fifteen seconds. Whoever
 * adds to the archive is called again by the feed, so that a longer outage is no matter of this client.
 */
const retryOptions = { maxTries: 8, retryDelayInMs: 250, maxRetryDelayInMs: 4_000, tryTimeoutInMs: 20_000 };

/** A client of one container; it connects when it is first used. */
export const blobContainer = ({ connection, container }: BlobContainer): ContainerClient => {
  const options: StoragePipelineOptions = { retryOptions };
  const service =
    'connectionString' in connection
      ? BlobServiceClient.fromConnectionString(connection.connectionString, options)
      : new BlobServiceClient(connection.serviceUri, ownIdentity(), options);
  return service.getContainerClient(container);
};
