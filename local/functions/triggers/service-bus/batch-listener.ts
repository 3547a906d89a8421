import type { Listener } from '../listener.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { closeReceiver, isConnectionFault, type BusConnection } from './bus-client.ts';
import type { EntityListening } from './session-listener.ts';

// How long one request for messages waits before it is made again, in milliseconds.
const receiveWait = 15_000;

/** Serves an entity without sessions in batches (cardinality `many`), one call after the other. */
export function batchListener(listening: EntityListening): Listener {
  const stop = new AbortController();
  let serving: Promise<void> = Promise.resolve();
  return {
    start: () => void (serving = serveBatches(listening, stop.signal)),
    stop: async () => {
      stop.abort();
      await serving;
      await listening.client.close();
    },
  };
}

async function serveBatches(listening: EntityListening, stop: AbortSignal): Promise<void> {
  const { client, outage } = listening;
  while (!stop.aborted) {
    const connection = client.connection();
    try {
      await receiveBatches(listening, connection, stop);
    } catch (error) {
      if (isConnectionFault(error)) connection.drop();
      await outage.wait(error, stop);
    }
  }
}

async function receiveBatches(
  { options, handle, outage }: EntityListening,
  connection: BusConnection,
  stop: AbortSignal,
): Promise<void> {
  const receiver = await connection.receiver();
  const count = options.batchSize === 'one' ? 1 : options.batchSize;
  try {
    while (!stop.aborted) {
      const receiving = receiver.receiveMessages(count, { maxWaitTimeInMs: receiveWait, abortSignal: stop });
      // The SDK ends the wait itself, unless its connection has just died.
      const messages = await unlessAborted(receiving, stop);
      if (messages === undefined) return;
      outage.over();
      await handle(messages, receiver);
    }
  } finally {
    await closeReceiver(receiver);
  }
}
