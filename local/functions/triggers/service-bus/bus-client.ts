import type { ServiceBusClient, ServiceBusReceiver, ServiceBusSessionReceiver } from '@azure/service-bus';
import { within } from '../within.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/** How long closing may take. It can stay pending for ever when the broker goes away in the middle of it. */
const closePatience = 2_000;

/** A connection to the broker for one function. */
export interface BusClient {
  /** A receiver for an entity without sessions. */
  receiver(): Promise<ServiceBusReceiver>;
  /** The next session that has messages and that nobody holds; rejects with ServiceTimeout when there is none. */
  nextSession(): Promise<ServiceBusSessionReceiver>;
  close(): Promise<void>;
}

/** A client that loads the SDK and connects when it is first used. */
export function busClient(options: SubscriptionOptions): BusClient {
  const { entity, maxLockRenewal } = options;
  const receiving = {
    receiveMode: 'peekLock',
    skipParsingBodyAsJson: true,
    maxAutoLockRenewalDurationInMs: maxLockRenewal,
  } as const;
  let client: Promise<ServiceBusClient> | undefined;
  const connect = (): Promise<ServiceBusClient> => (client ??= newClient(options.connectionString));
  return {
    receiver: async () => {
      const bus = await connect();
      return 'queue' in entity
        ? bus.createReceiver(entity.queue, receiving)
        : bus.createReceiver(entity.topic, entity.subscription, receiving);
    },
    nextSession: async () => {
      const bus = await connect();
      return 'queue' in entity
        ? bus.acceptNextSession(entity.queue, receiving)
        : bus.acceptNextSession(entity.topic, entity.subscription, receiving);
    },
    close: async () => {
      const bus = await client;
      if (bus !== undefined) await within(closePatience, bus.close());
    },
  };
}

/** Closes a receiver, which gives a session back at once. */
export async function closeReceiver(receiver: { close(): Promise<void> }): Promise<void> {
  await within(closePatience, receiver.close());
}

async function newClient(connectionString: string): Promise<ServiceBusClient> {
  const { RetryMode, ServiceBusClient } = await import('@azure/service-bus');
  // The SDK's own defaults wait half a minute after a broker's restart; the time-out is also the wait for a session.
  const retryOptions = {
    mode: RetryMode.Exponential,
    maxRetries: 3,
    retryDelayInMs: 200,
    maxRetryDelayInMs: 2_000,
    timeoutInMs: 15_000,
  };
  return new ServiceBusClient(connectionString, { retryOptions });
}
