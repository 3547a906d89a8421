import type { Listener } from '../listener.ts';
import { closeReceiver, isConnectionFault, type BusConnection } from './bus-client.ts';
import { receiveMessages } from './receive-messages.ts';
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
      listening.client.endWaits();
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
      await receiveBatches(listening, connection);
    } catch (error) {
      if (isConnectionFault(error)) connection.drop();
      await outage.wait(error, stop);
    }
  }
}

async function receiveBatches({ options, handle, outage }: EntityListening, connection: BusConnection): Promise<void> {
  const receiver = await connection.receiver();
  try {
    while (!connection.ended.aborted) {
      const messages = await receiveMessages(receiver, options.batchSize, receiveWait, connection.ended);
      if (messages === undefined) return;
      outage.over();
      await handle(messages, receiver);
    }
  } finally {
    await closeReceiver(receiver);
  }
}
