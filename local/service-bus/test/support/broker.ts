import {
  RetryMode,
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from '@azure/service-bus';
import { expect, onTestFinished } from 'vitest';
import { startServiceBus, type ServiceBusOptions, type ServiceBusServer } from '../../index.ts';

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
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(patience.resolve, 1000, undefined);
  await Promise.race([client.close().catch(() => undefined), patience.promise]);
  clearTimeout(timer);
}

/** Receives one message. @throws when there is none within the receiver's patience. */
export async function receiveOne(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1);
  if (!message) throw new Error(`There was no message in ${receiver.entityPath}.`);
  return message;
}

/** The number of a message, which every received one has. */
export function sequenceOf({ sequenceNumber }: ServiceBusReceivedMessage): NonNullable<typeof sequenceNumber> {
  if (!sequenceNumber) throw new Error('The message has no sequence number.');
  return sequenceNumber;
}

/** What messages carry and how often they were given before. */
export function countedBodiesOf(messages: readonly ServiceBusReceivedMessage[]): [body: unknown, count: unknown][] {
  return messages.map(({ body, deliveryCount }) => [body, deliveryCount]);
}

/** What messages carry. */
export function bodiesOf(messages: readonly { readonly body: unknown }[]): unknown[] {
  return messages.map(({ body }) => body);
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

/** Waits until an entity holds so many active messages. */
export async function untilActive(server: { administrationUrl: string }, path: string, active: number): Promise<void> {
  await expect.poll(() => countsOf(server, path)).toMatchObject({ active });
}

export interface Counts {
  readonly path: string;
  readonly active: number;
  readonly deferred: number;
  readonly scheduled: number;
  readonly deadLetter: number;
}
