import type { ServiceBusReceiver } from '@azure/service-bus';
import type { Listener } from '../listener.ts';
import { closeReceiver } from './bus-client.ts';
import type { EntityListening } from './session-listener.ts';

/**
 * Serves an entity without sessions, `maxConcurrentCalls` messages at a time. The SDK reconnects by itself, for as
 * long as it takes.
 */
export function messageListener(listening: EntityListening): Listener {
  const { options, client, handle, outage } = listening;
  const running = new Set<Promise<void>>();

  const subscribe = async (): Promise<{ end(): Promise<void> }> => {
    const receiver = await client.connection().receiver();
    const subscription = receiver.subscribe(
      {
        processMessage: (message) => {
          outage.over();
          const call = handle([message], receiver);
          const settled = call.catch(() => undefined);
          running.add(settled);
          void settled.then(() => running.delete(settled));
          return call;
        },
        processError: ({ error }) => {
          outage.began(error);
          return Promise.resolve();
        },
      },
      { autoCompleteMessages: false, maxConcurrentCalls: options.maxConcurrentCalls },
    );
    return { end: () => end(receiver, subscription, running) };
  };

  let subscribed: Promise<{ end(): Promise<void> } | undefined> = Promise.resolve(undefined);
  return {
    start: () => {
      subscribed = subscribe().catch((error: unknown) => {
        outage.began(error);
        return undefined;
      });
    },
    stop: async () => {
      await (await subscribed)?.end();
      await client.close();
    },
  };
}

/** Messages that are being handled are settled before the link that they came over is closed. */
async function end(
  receiver: ServiceBusReceiver,
  subscription: { close(): Promise<void> },
  running: ReadonlySet<Promise<void>>,
): Promise<void> {
  await closeReceiver(subscription);
  await Promise.all(running);
  await closeReceiver(receiver);
}
