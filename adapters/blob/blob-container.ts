import type { ContainerClient, StoragePipelineOptions } from '@azure/storage-blob';

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

/** A client of one container. The SDKs are loaded with the first use, so that who only answers HTTP starts faster. */
export const openBlobContainer = async ({ connection, container }: BlobContainer): Promise<ContainerClient> => {
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const options: StoragePipelineOptions = { retryOptions };
  const service =
    'connectionString' in connection
      ? BlobServiceClient.fromConnectionString(connection.connectionString, options)
      : new BlobServiceClient(connection.serviceUri, await ownIdentity(), options);
  return service.getContainerClient(container);
};

const ownIdentity = async () => {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
};
