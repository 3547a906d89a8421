import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { serviceBusMessageBus } from '../../../adapters/service-bus/index.ts';
import type { OutgoingMessage } from '../../../application/message-bus.ts';
import { startServiceBus, type ServiceBusServer } from '../../../local/service-bus/index.ts';
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

/** What is on the wire of one message, beside its body. */
export const received = async (
  broker: ServiceBusServer,
  sessionId: string,
): Promise<readonly ServiceBusReceivedMessage[]> => {
  const client = new ServiceBusClient(broker.connectionString);
  try {
    const session = await client.acceptSession('events', 'all', sessionId);
    return await session.peekMessages(1_000);
  } finally {
    await client.close();
  }
};

/** Our bus on a broker, and what a consumer finds there. One try is short: several specs wait for one to fail. */
export const busOn = (broker: ServiceBusServer): BusUnderTest => {
  const bus = serviceBusMessageBus({ connection: broker, topic: 'events', timeoutInMs: 1_500 });
  return {
    bus,
    arrived: async (sessionId) => (await received(broker, sessionId)).map(asSent),
    close: () => bus.close(),
  };
};

const asSent = ({ messageId, applicationProperties, body }: ServiceBusReceivedMessage): OutgoingMessage => ({
  messageId: String(messageId),
  sessionId: (body as OutgoingMessage['body']).streamid,
  properties: applicationProperties as OutgoingMessage['properties'],
  body: body as OutgoingMessage['body'],
});
