import { registry } from './registrations.ts';
import azureFunctions from '@azure/functions';
import { expect, it } from 'vitest';
import type { DeliveredMessage } from '../../../application/consumers/consumer.ts';
import { topicFunction } from '../../../adapters/azure-functions/index.ts';

const { InvocationContext } = azureFunctions;
const silent = () => new InvocationContext({ logHandler: () => undefined });

/** What a consumer is handed for what the host says of a message. */
const handedOver = async (body: unknown, triggerMetadata?: Readonly<Record<string, unknown>>) => {
  const taken: DeliveredMessage[] = [];
  const take = async (message: DeliveredMessage) => {
    taken.push(message);
    return 'kept';
  };
  const handler = topicFunction('Listen', { subscription: 'ears', take });
  await handler(
    body,
    new InvocationContext({ logHandler: () => undefined, ...(triggerMetadata && { triggerMetadata }) }),
  );
  return taken;
};

it('passes the message on, and completes it when the consumer returns', async () => {
  const metadata = { messageId: 'order-1:2', sequenceNumber: 7, deliveryCount: 3 };
  expect(await handedOver({ specversion: '1.0' }, metadata)).toEqual([
    { body: { specversion: '1.0' }, id: 'order-1:2', deliveries: 3 },
  ]);
});

it('takes an id for text also where the worker has made a number of it, and goes by the number of a message without an id', async () => {
  expect(await handedOver('hello', { messageId: 42, deliveryCount: 1 })).toMatchObject([{ id: '42' }]);
  expect(await handedOver('hello', { sequenceNumber: 7 })).toMatchObject([{ id: 'message 7', deliveries: 1 }]);
  expect(await handedOver('hello')).toMatchObject([{ id: 'message without a number', deliveries: 1 }]);
});

it('fails when the consumer fails, so that the message is delivered again', async () => {
  const handler = topicFunction('Listen', { subscription: 'ears', take: () => Promise.reject(new Error('no ink')) });
  await expect((async () => handler({}, silent()))()).rejects.toThrow('no ink');
});

it('uses sessions, so that the messages of a stream stay in order', () => {
  topicFunction('Listen', { subscription: 'ears', take: () => Promise.resolve('kept') });
  expect(Object.values(registry.functions.at(-1)?.metadata.bindings ?? {})[0]).toMatchObject({
    subscriptionName: 'ears',
    isSessionsEnabled: true,
  });
});
