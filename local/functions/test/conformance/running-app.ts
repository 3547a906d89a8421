import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCosmos } from '@annal/local-cosmos';
import { patience } from '@annal/local-server/testing';
import { startServiceBus } from '@annal/local-service-bus';
import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';
import { vi } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { startHostProcess } from '../support/host-process.ts';
import { documents, messages } from './background-work.ts';

/** An app in a host process, with a store and a broker of its own that already have work for it. */
export interface RunningApp {
  readonly url: string;
  readonly keys: { readonly host: string; readonly master: string };
  stop(): Promise<void>;
}

/** What is run: the files that a developer writes, or what is deployed. */
export type Form = 'the sources' | 'the bundle';

/** Starts the app of a folder in one form. */
export const startApp = async (source: string, form: Form): Promise<RunningApp> => {
  const data = mkdtempSync(join(tmpdir(), 'annal-conformance-'));
  const folder = form === 'the sources' ? source : await bundle(source, join(data, 'app'));
  const cosmos = await startCosmos({
    data: ':memory:',
    declare: {
      database: 'shop',
      containers: [
        { name: 'things', partitionKey: '/key' },
        { name: 'leases', partitionKey: '/id' },
      ],
    },
  });
  const bus = await startServiceBus({
    data: ':memory:',
    declare: { queues: [{ name: 'one' }, { name: 'many' }, { name: 'answers' }] },
  });
  await giveWork(cosmos.connectionString, bus.connectionString);
  const settings = { COSMOS: cosmos.connectionString, SERVICE_BUS: bus.connectionString };
  const host = startHostProcess(folder, settings, ['--data', data]);
  const url = await vi.waitUntil(
    () => host.lines.map((line) => /^functions: (http.*)/.exec(line)?.[1]).find(Boolean),
    patience,
  );
  return {
    url,
    keys: JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8')) as RunningApp['keys'],
    stop: async () => {
      host.signal('SIGTERM');
      await host.ended();
      await Promise.all([cosmos.close(), bus.close()]);
      rmSync(data, { recursive: true, force: true });
    },
  };
};

const giveWork = async (cosmos: string, bus: string): Promise<void> => {
  const client = new CosmosClient(cosmos);
  const things = client.database('shop').container('things');
  for (const document of documents) await things.items.create(document);
  client.dispose();
  const busClient = new ServiceBusClient(bus);
  for (const queue of ['one', 'many']) await busClient.createSender(queue).sendMessages([...messages]);
  await busClient.close();
};
