import { app, type ServiceBusTopicHandler } from '@azure/functions';

/** A consumer of one subscription. */
export interface Consumer {
  /** The subscription of the topic. It must have sessions: one message of a stream at a time, in order. */
  readonly subscription: string;
  /** Handles a message and returns its outcome for the log. Throws when the message must be delivered again. */
  readonly handle: (message: unknown) => Promise<string>;
}

/**
 * Registers a function that passes each message of a subscription to a consumer, and returns its handler.
 * Returning completes the message; throwing abandons it, and after its last delivery the broker dead-letters it
 * (Azure Functions documentation, "Azure Service Bus trigger", PeekLock behaviour).
 */
export const topicFunction = (name: string, { subscription, handle }: Consumer): ServiceBusTopicHandler => {
  const handler: ServiceBusTopicHandler = async (message, context) => {
    context.log(`${subscription}: ${await handle(message)}`);
  };
  app.serviceBusTopic(name, {
    connection: 'SERVICE_BUS',
    topicName: '%SERVICE_BUS_TOPIC%',
    subscriptionName: subscription,
    isSessionsEnabled: true,
    handler,
  });
  return handler;
};
