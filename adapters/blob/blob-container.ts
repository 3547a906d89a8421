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
 * Eight tries within about fifteen seconds, enough for a storage that starts after the app. The feed repeats a failed batch,
 * so this client does not have to wait through a longer outage.
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
