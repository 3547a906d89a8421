import type { ServiceBusSessionReceiver } from '@azure/service-bus';
import type { Listener } from '../listener.ts';
import type { Outage } from '../outage.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { closeReceiver, isConnectionFault, type BusClient } from './bus-client.ts';
import type { HandleMessages } from './handle-messages.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/** What a listener on one entity works with. */
export interface EntityListening {
  readonly options: SubscriptionOptions;
  readonly client: BusClient;
  readonly handle: HandleMessages;
  readonly outage: Outage;
}

/**
 * Serves sessions: several at a time (`maxConcurrentSessions`), each one call after the other, in order also after an
 * abandoned message. A session is given back once nothing came for `sessionIdleTimeout`.
 */
export function sessionListener(listening: EntityListening): Listener {
  const { options, client } = listening;
  const stop = new AbortController();
  let slots: readonly Promise<void>[] = [];
  return {
    start: () => {
      slots = Array.from({ length: options.maxConcurrentSessions }, () => serveSessions(listening, stop.signal));
    },
    stop: async () => {
      stop.abort();
      await Promise.all(slots);
      await client.close();
    },
  };
}

async function serveSessions({ options, client, handle, outage }: EntityListening, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const connection = client.connection();
    const ended = AbortSignal.any([stop, connection.dropped]);
    let session: ServiceBusSessionReceiver | undefined;
    try {
      // The SDK ignores an abort while it waits for a session; closing the client ends that wait on both sides.
      const accepting = connection.nextSession();
      session = await unlessAborted(accepting, ended);
      if (session === undefined) {
        // One that is granted all the same would be held, and its lock renewed, by nobody who works on it.
        void accepting.then(closeReceiver, () => undefined);
        continue;
      }
      outage.over();
      await serveSession(session, options, handle, ended);
    } catch (error) {
      // Nothing to do for a while is no outage: the broker answers the wait for a session with a time-out.
      if (isServiceTimeout(error)) {
        outage.over();
        continue;
      }
      if (isConnectionFault(error)) connection.drop();
      await outage.wait(error, stop);
    } finally {
      if (session !== undefined) await closeReceiver(session);
    }
  }
}

async function serveSession(
  session: ServiceBusSessionReceiver,
  { batchSize, sessionIdleTimeout }: SubscriptionOptions,
  handle: HandleMessages,
  stop: AbortSignal,
): Promise<void> {
  const count = batchSize === 'one' ? 1 : batchSize;
  while (!stop.aborted) {
    const receiving = session.receiveMessages(count, { maxWaitTimeInMs: sessionIdleTimeout, abortSignal: stop });
    // The SDK ends the wait itself, unless its connection has just died.
    const messages = await unlessAborted(receiving, stop);
    if (messages === undefined || messages.length === 0) return;
    await handle(messages, session);
  }
}

function isServiceTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ServiceTimeout';
}
