import { app, type InvocationContext, type ServiceBusTopicHandler } from '@azure/functions';
import { z } from 'zod';
import { addHearer } from './asyncapi/hearers.ts';
import type { DeliveredMessage } from '../../application/consumers/consumer.ts';

/** Who listens to one subscription. */
export interface Listening {
  /** The subscription of the topic. It must have sessions: one message of a stream at a time, in order. */
  readonly subscription: string;
  /** The contracts that it gets, for the description of the topic. */
  readonly hears?: readonly string[];
  /** Takes a message and returns its outcome for the log. Throws when the message must be delivered again. */
  readonly take: (message: DeliveredMessage) => Promise<string>;
}

/**
 * Registers a function that passes each message of a subscription to a consumer, and returns its handler.
 * Returning completes the message; throwing abandons it, and the broker delivers it again at once, until it dead-letters it after its
 * last delivery (Azure Functions documentation, "Azure Service Bus trigger", PeekLock behaviour). A function in Node can say no
 * more than these two.
 */
export const topicFunction = (name: string, { subscription, hears, take }: Listening): ServiceBusTopicHandler => {
  const handler: ServiceBusTopicHandler = async (body, context) => {
    context.log(`${subscription}: ${await take(deliveredMessage(body, context))}`);
  };
  if (hears !== undefined) addHearer({ name: subscription, hears });
  app.serviceBusTopic(name, {
    connection: 'SERVICE_BUS',
    topicName: '%SERVICE_BUS_TOPIC%',
    subscriptionName: subscription,
    isSessionsEnabled: true,
    handler,
  });
  return handler;
};

/** The worker turns texts of digits into numbers. A message may have no id of its own; its number is never that of another. */
const id = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
const metadata = z.object({
  messageId: id,
  sequenceNumber: id,
  deliveryCount: z.coerce.number().min(1).catch(1),
});

const deliveredMessage = (body: unknown, { triggerMetadata }: InvocationContext): DeliveredMessage => {
  const { messageId = '', sequenceNumber = 'without a number', deliveryCount } = metadata.parse(triggerMetadata ?? {});
  return { body, id: messageId === '' ? `message ${sequenceNumber}` : messageId, deliveries: deliveryCount };
};
