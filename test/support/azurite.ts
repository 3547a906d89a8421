import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll } from 'vitest';
import { lossyProxy, type LossyProxy } from './lossy-proxy.ts';
import { connectionTo, startAzurite, type Azurite } from './start-azurite.ts';

/** The name of an unused container, which is not created; all its clients share it. */
interface FreshContainer {
  readonly name: string;
  readonly connect: () => ContainerClient;
}

/** A blob service for one spec file. */
export interface LocalBlobs {
  readonly connectionString: () => string;
  readonly freshContainer: () => FreshContainer;
}

/** Where specs find a blob service that is not ours, an emulator or an account; undefined for one of our own. */
const given = process.env['ANNAL_TEST_BLOBS'];

let containers = 0;

const clientOf = (connection: string, name: string): ContainerClient => {
  const retryOptions = { maxTries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 1, tryTimeoutInMs: 2_000 };
  return BlobServiceClient.fromConnectionString(connection, { retryOptions }).getContainerClient(name);
};

const started = <Service>(service: Service | undefined): Service => {
  if (service === undefined) throw new Error('The service starts with the first spec of the file.');
  return service;
};

/** Starts Azurite before the specs of this file, and ends it after them; unless another service is given. */
export const useAzurite = (): LocalBlobs => {
  let azurite: Azurite | undefined;
  beforeAll(async () => {
    if (given === undefined) azurite = await startAzurite();
  });
  afterAll(() => azurite?.stop());
  const connectionString = () => given ?? started(azurite).connectionString;
  return {
    connectionString,
    freshContainer: () => {
      const name = `spec-${Date.now()}-${(containers += 1)}`;
      return { name, connect: () => clientOf(connectionString(), name) };
    },
  };
};

/** Azurite behind a proxy that loses requests and answers: always one of our own. */
export const useLossyAzurite = () => {
  let azurite: Azurite | undefined;
  let proxy: LossyProxy | undefined;
  beforeAll(async () => {
    azurite = await startAzurite();
    proxy = await lossyProxy(/BlobEndpoint=(http:\/\/[^/]+)/.exec(azurite.connectionString)?.[1] ?? '');
  });
  afterAll(async () => {
    await proxy?.close();
    await azurite?.stop();
  });
  return {
    proxy: () => started(proxy),
    freshContainer: (): FreshContainer & { readonly connectThroughProxy: () => ContainerClient } => {
      const name = `spec-${Date.now()}-${(containers += 1)}`;
      return {
        name,
        connect: () => clientOf(started(azurite).connectionString, name),
        connectThroughProxy: () => clientOf(connectionTo(started(proxy).address), name),
      };
    },
  };
};
