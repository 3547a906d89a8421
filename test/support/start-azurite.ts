import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

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

/** The connection string of a blob service at this address. */
export const connectionTo = (address: string): string =>
  `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${address}/${account};`;
