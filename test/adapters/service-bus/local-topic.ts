import { startServiceBus, type ServiceBusServer } from '@annal/local-service-bus';
import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { serviceBusMessageBus } from '../../../adapters/service-bus/index.ts';
import type { OutgoingMessage } from '../../../application/messages/message-bus.ts';
import type { BusUnderTest } from './message-bus.contract.ts';

/** A broker of this spec's own, with one topic that drops repeated messages and one session subscription to all of it. */
export const startBroker = (): Promise<ServiceBusServer> =>
  startServiceBus({
    port: 0,
    administrationPort: 0,
    data: ':memory:',
    declare: {
      topics: [
        {
          name: 'events',
          properties: { requiresDuplicateDetection: true },
          subscriptions: [{ name: 'all', properties: { requiresSession: true } }],
        },
      ],
    },
  });

/** A session subscription of the topic `events`, and how to reach it. */
export interface Listening {
  readonly connectionString: string;
  readonly subscription: string;
}

/** The subscription that gets all of what a broker of ours is sent. */
export const whole = ({ connectionString }: ServiceBusServer): Listening => ({ connectionString, subscription: 'all' });

/** The messages of one session as they are on the wire, beside their bodies. They stay where they are. */
export const peeked = async (
  { connectionString, subscription }: Listening,
  sessionId: string,
): Promise<readonly ServiceBusReceivedMessage[]> => {
  const client = new ServiceBusClient(connectionString);
  try {
    const session = await client.acceptSession('events', subscription, sessionId);
    return await session.peekMessages(1_000);
  } finally {
    await client.close();
  }
};

/** Our bus on a broker, and what a consumer finds there. One try is short: several specs wait for one to fail. */
export const busOn = (listening: Listening): BusUnderTest => {
  const bus = serviceBusMessageBus({ connection: listening, topic: 'events', timeoutInMs: 1_500 });
  return {
    bus,
    arrived: async (sessionId) => (await peeked(listening, sessionId)).map(asSent),
    close: () => bus.close(),
  };
};

const asSent = ({ messageId, applicationProperties, body }: ServiceBusReceivedMessage): OutgoingMessage => ({
  messageId: String(messageId),
  sessionId: (body as OutgoingMessage['body']).streamid,
  properties: applicationProperties as OutgoingMessage['properties'],
  body: body as OutgoingMessage['body'],
});
