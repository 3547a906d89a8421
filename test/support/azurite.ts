import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll } from 'vitest';
import { lossyProxy, type LossyProxy } from './lossy-proxy.ts';

/** Azurite's published account ("Use the Azurite emulator", Azure Storage documentation). */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** A blob service of its own, with data in memory. */
export interface Azurite {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Starts the blob service of Azurite on a free port. */
export const startAzurite = async (): Promise<Azurite> => {
  const blob = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');
  const args = ['--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence'];
  const child = fork(blob, [...args, '--skipApiVersionCheck', '--disableTelemetry'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('Azurite has no output.');
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /successfully listens on (http:\S+)/.exec(line) ?? [];
    if (address === undefined) continue;
    return {
      connectionString: connectionTo(address),
      stop: async () => {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      },
    };
  }
  throw new Error('Azurite has ended before it listened.');
};

const connectionTo = (address: string): string =>
  `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${address}/${account};`;

/** A blob service for one spec file, and a proxy that loses answers in between. */
export interface LocalBlobs {
  readonly proxy: () => LossyProxy;
  readonly connectionString: () => string;
  /** A container that nobody has used, without being made; its client is one of many. */
  readonly freshContainer: () => {
    readonly name: string;
    readonly connect: () => ContainerClient;
    readonly connectThroughProxy: () => ContainerClient;
  };
}

/** Starts Azurite before the specs of this file, and ends it after them. */
export const useAzurite = (): LocalBlobs => {
  let azurite: Azurite | undefined;
  let proxy: LossyProxy | undefined;
  let containers = 0;
  const started = <Service>(service: Service | undefined): Service => {
    if (service === undefined) throw new Error('The service starts with the first spec of the file.');
    return service;
  };
  beforeAll(async () => {
    const given = process.env['ANNAL_TEST_BLOBS'];
    azurite = given === undefined ? await startAzurite() : { connectionString: given, stop: () => Promise.resolve() };
    const [, address = ''] = /BlobEndpoint=(http:\/\/[^/]+)/.exec(azurite.connectionString) ?? [];
    proxy = await lossyProxy(address);
  });
  afterAll(async () => {
    await proxy?.close();
    await azurite?.stop();
  });
  const retryOptions = { maxTries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 1, tryTimeoutInMs: 2_000 };
  const client = (connection: string, name: string) =>
    BlobServiceClient.fromConnectionString(connection, { retryOptions }).getContainerClient(name);
  return {
    proxy: () => started(proxy),
    connectionString: () => started(azurite).connectionString,
    freshContainer: () => {
      const name = `spec-${Date.now()}-${(containers += 1)}`;
      return {
        name,
        connect: () => client(started(azurite).connectionString, name),
        connectThroughProxy: () => client(connectionTo(started(proxy).address), name),
      };
    },
  };
};
