import type { ServiceBusSessionReceiver } from '@azure/service-bus';
import type { Listener } from '../listener.ts';
import type { Outage } from '../outage.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { closeReceiver, isConnectionFault, type BusClient } from './bus-client.ts';
import type { HandleMessages } from './handle-messages.ts';
import { receiveMessages } from './receive-messages.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/**
 * How long a session's first message may take, in milliseconds. It was granted because it has messages: where they take
 * longer than the idle time, on a machine that is overloaded, sessions would go round without one being handled.
 */
const firstPatience = 5_000;

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
      client.endWaits();
      await Promise.all(slots);
      await client.close();
    },
  };
}

async function serveSessions({ options, client, handle, outage }: EntityListening, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const connection = client.connection();
    let session: ServiceBusSessionReceiver | undefined;
    try {
      // The SDK ignores an abort while it waits for a session; closing the client ends that wait on both sides.
      const accepting = connection.nextSession();
      session = await unlessAborted(accepting, connection.ended);
      if (session === undefined) {
        // One that is granted all the same would be held, and its lock renewed, by nobody who works on it.
        void accepting.then(closeReceiver, () => undefined);
        continue;
      }
      outage.over();
      await serveSession(session, options, handle, connection.ended);
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
  ended: AbortSignal,
): Promise<void> {
  let wait = Math.max(sessionIdleTimeout, firstPatience);
  while (!ended.aborted) {
    const messages = await receiveMessages(session, batchSize, wait, ended);
    if (messages === undefined || messages.length === 0) return;
    await handle(messages, session);
    wait = sessionIdleTimeout;
  }
}

function isServiceTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ServiceTimeout';
}
