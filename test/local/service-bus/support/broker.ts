import { RetryMode, ServiceBusClient } from '@azure/service-bus';
import { onTestFinished } from 'vitest';
import { startServiceBus, type ServiceBusOptions, type ServiceBusServer } from '../../../../local/service-bus/index.ts';

/** Retries that fit a broker on the same machine; `timeoutInMs` is also how long `acceptNextSession` waits. */
export const quickRetries = {
  mode: RetryMode.Exponential,
  retryDelayInMs: 50,
  maxRetryDelayInMs: 500,
  maxRetries: 3,
  timeoutInMs: 10_000,
};

/** Starts a broker on free ports, in memory unless told otherwise, and stops it when the test ends. */
export async function givenBroker(options: Partial<ServiceBusOptions> = {}): Promise<ServiceBusServer> {
  const server = await startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Connects the real SDK, and closes it when the test ends. */
export function givenClient(
  { connectionString }: { connectionString: string },
  timeoutInMs = 10_000,
): ServiceBusClient {
  const client = new ServiceBusClient(connectionString, { retryOptions: { ...quickRetries, timeoutInMs } });
  onTestFinished(() => closeQuietly(client));
  return client;
}

/** Closing a client whose broker is gone may never end: it gets a second. */
export async function closeQuietly(client: { close(): Promise<void> }): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, 1000);
  await Promise.race([client.close().catch(() => undefined), patience.promise]);
  clearTimeout(timer);
}

/** The error that an operation ends with; of one that was retried, the last. */
export async function failureOf(operation: Promise<unknown>): Promise<unknown> {
  const error: unknown = await operation.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  return error instanceof AggregateError ? error.errors.at(-1) : error;
}

/** The clock of a broker, moved by hand. */
export function movableClock(): { now: () => number; advance(milliseconds: number): void } {
  let offset = 0;
  return { now: () => Date.now() + offset, advance: (milliseconds) => void (offset += milliseconds) };
}

/** The counts of an entity, as the administration port tells them. */
export async function countsOf(server: { administrationUrl: string }, path: string): Promise<Counts> {
  const response = await fetch(`${server.administrationUrl}/_local/entities`);
  const { entities } = (await response.json()) as { entities: Counts[] };
  const found = entities.find((entity) => entity.path === path);
  if (!found) throw new Error(`There is no entity ${path}.`);
  return found;
}

export interface Counts {
  readonly path: string;
  readonly active: number;
  readonly deferred: number;
  readonly scheduled: number;
  readonly deadLetter: number;
}
