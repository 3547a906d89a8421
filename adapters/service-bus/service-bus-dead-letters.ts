import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import type { DeadLetters } from '../../application/consumers/dead-letters.ts';
import { closeClient } from './close-client.ts';
import type { ServiceBusConnection } from './open-sender.ts';
import { orUnavailable } from './or-unavailable.ts';

/** The most dead letters that are looked at in one go: each is locked meanwhile. */
const atMost = 1_000;

/** How long to wait for one more, in milliseconds. */
const patience = 1_000;

/** The time limit of one try, in milliseconds. */
const timeoutInMs = 5_000;

/** The dead letters of the subscriptions of a topic. Loads the SDK and connects for each call, because operators seldom ask. */
export const serviceBusDeadLetters = (connection: ServiceBusConnection, topic: string): DeadLetters => ({
  complete: async (subscription, isSuch) => {
    let completed = 0;
    await orUnavailable(async () => {
      const { openClient } = await import('./open-sender.ts');
      const client = openClient(connection, timeoutInMs);
      try {
        const receiver = client.createReceiver(topic, subscription, { subQueueType: 'deadLetter' });
        completed = await completeThose(receiver, isSuch);
      } finally {
        await closeClient(client);
      }
    });
    return completed;
  },
});

/** The others are let go at the end, as one that is let go comes again at once. */
const completeThose = async (receiver: ServiceBusReceiver, isSuch: (id: string) => boolean): Promise<number> => {
  const others: ServiceBusReceivedMessage[] = [];
  let completed = 0;
  while (completed + others.length < atMost) {
    const received = await receiver.receiveMessages(100, { maxWaitTimeInMs: patience });
    if (received.length === 0) break;
    for (const message of received)
      if (isSuch(String(message.messageId))) {
        await receiver.completeMessage(message);
        completed += 1;
      } else others.push(message);
  }
  // One whose lock has ended was let go by the broker.
  await Promise.all(others.map((message) => receiver.abandonMessage(message).catch(() => undefined)));
  return completed;
};
