import type { ServiceBusClient, ServiceBusReceiver, ServiceBusSessionReceiver } from '@azure/service-bus';
import { newBusClient } from '../../connections/bus-clients.ts';
import { within } from '../within.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/** How long closing may take. It can stay pending for ever when the broker goes away in the middle of it. */
const closePatience = 2_000;

/** The broker, for one function. */
export interface BusClient {
  /** The connection in use, or a new one when that was dropped. It connects when it is first used. */
  connection(): BusConnection;
  /** Ends the waits on the connection, before a stop; what was received can still be settled. */
  endWaits(): void;
  close(): Promise<void>;
}

/** One connection to the broker. */
export interface BusConnection {
  /** A receiver for an entity without sessions. */
  receiver(): Promise<ServiceBusReceiver>;
  /** The next session that has messages and that nobody holds; rejects with ServiceTimeout when there is none. */
  nextSession(): Promise<ServiceBusSessionReceiver>;
  /**
   * Gives the connection up after it failed. What still waits on it does not notice by itself that it is dead, and
   * would until its time-out; a new connection works at once.
   */
  drop(): void;
  /** Aborted once nobody is to wait on it any more: it was dropped, or the client stops. */
  readonly ended: AbortSignal;
}

/** A client that loads the SDK when it is first used. */
export function busClient(options: SubscriptionOptions): BusClient {
  let current: OpenConnection | undefined;
  return {
    connection: () => {
      if (current === undefined || current.ended.aborted) current = openConnection(options);
      return current;
    },
    endWaits: () => current?.endWaits(),
    close: async () => current?.close(),
  };
}

type OpenConnection = BusConnection & { endWaits(): void; close(): Promise<void> };

function openConnection({ connectionString, entity, maxLockRenewal }: SubscriptionOptions): OpenConnection {
  const receiving = {
    receiveMode: 'peekLock',
    skipParsingBodyAsJson: true,
    maxAutoLockRenewalDurationInMs: maxLockRenewal,
  } as const;
  const ending = new AbortController();
  let client: Promise<ServiceBusClient> | undefined;
  const connect = (): Promise<ServiceBusClient> => (client ??= newBusClient(connectionString));
  const close = async (): Promise<void> => {
    const bus = await client;
    if (bus !== undefined) await within(closePatience, bus.close());
  };
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
    drop: () => {
      if (ending.signal.aborted) return;
      ending.abort();
      void close();
    },
    ended: ending.signal,
    endWaits: () => ending.abort(),
    close,
  };
}

/** Closes a receiver, which gives a session back at once. */
export async function closeReceiver(receiver: { close(): Promise<void> }): Promise<void> {
  await within(closePatience, receiver.close());
}

/** Whether an error means that the connection is of no use any more, and not only one message, lock or session. */
export function isConnectionFault(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const isOfOne = ['MessageLockLost', 'SessionLockLost', 'SessionCannotBeLocked'].some((each) => each === code);
  return !isOfOne || String(message).includes('AMQP connection');
}
