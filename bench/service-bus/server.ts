import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { startChild, type Child } from '../measure/child.ts';

/** A broker in its own process, and one client of the real SDK. */
export interface Server {
  readonly client: ServiceBusClient;
  readonly stop: () => Promise<void>;
}

const topic = { name: 'events', subscriptions: [{ name: 'all', properties: { requiresSession: true } }] };

/** The local Service Bus, on files, with the queue `orders` and the topic `events`, whose subscription has sessions. */
export async function startBroker(folder: string): Promise<Server> {
  const declaration = join(folder, 'declared.json');
  await writeFile(declaration, JSON.stringify({ queues: [{ name: 'orders' }], topics: [topic] }));
  const args = ['--port', '0', '--administration-port', '0', '--data', folder, '--declare', declaration];
  return connect(await startChild('local/service-bus/run.mjs', args));
}

/** `rhea` with a broker behind it that keeps nothing. Each of its sessions has so many messages. */
export async function startForgetful(perSession: number): Promise<Server> {
  return connect(await startChild('bench/service-bus/forgetful-broker.ts', [String(perSession)]));
}

/** The key of every local broker; it protects nothing. */
const key = 'TG9jYWxTZXJ2aWNlQnVzS2V5Rm9yRGV2ZWxvcG1lbnQ=';

function connect(child: Child): Server {
  const port = /:(\d+)/.exec(child.address)?.[1] ?? '';
  const client = new ServiceBusClient(
    `Endpoint=sb://127.0.0.1:${port}/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${key};UseDevelopmentEmulator=true;`,
    { retryOptions: { timeoutInMs: 3000, maxRetries: 0 } },
  );
  const stop = async (): Promise<void> => {
    await client.close();
    await child.stop();
  };
  return { client, stop };
}
