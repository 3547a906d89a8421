import { app, type ServiceBusTopicHandler } from '@azure/functions';

/** Who listens, and what it does with a message. */
export interface Consumer {
  /** The subscription of the topic. It must have sessions: one message of a stream at a time, in order. */
  readonly subscription: string;
  /** Answers with what became of the message. Throws when it must come again. */
  readonly handle: (message: unknown) => Promise<string>;
}

/**
 * Registers a function that hands each message of a subscription to a consumer, and returns its handler.
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
