import { registry } from './registrations.ts';
import azureFunctions from '@azure/functions';
import { expect, it } from 'vitest';
import { topicFunction } from '../../../adapters/azure-functions/index.ts';

const { InvocationContext } = azureFunctions;
const silent = () => new InvocationContext({ logHandler: () => undefined });

it('passes the body on, and completes the message when the handler returns', async () => {
  const bodies: unknown[] = [];
  const handler = topicFunction('Listen', {
    subscription: 'ears',
    handle: (body) => {
      bodies.push(body);
      return Promise.resolve('kept');
    },
  });
  await handler({ specversion: '1.0' }, silent());
  expect(bodies).toEqual([{ specversion: '1.0' }]);
});

it('fails when the consumer fails, so that the message is delivered again', async () => {
  const handler = topicFunction('Listen', { subscription: 'ears', handle: () => Promise.reject(new Error('no ink')) });
  await expect((async () => handler({}, silent()))()).rejects.toThrow('no ink');
});

it('uses sessions, so that the messages of a stream stay in order', () => {
  topicFunction('Listen', { subscription: 'ears', handle: () => Promise.resolve('kept') });
  expect(Object.values(registry.functions.at(-1)?.metadata.bindings ?? {})[0]).toMatchObject({
    subscriptionName: 'ears',
    isSessionsEnabled: true,
  });
});
