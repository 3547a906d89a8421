import { registry } from './registrations.ts';
import azureFunctions from '@azure/functions';
import { expect, it } from 'vitest';
import { topicFunction } from '../../../adapters/azure-functions/index.ts';

const { InvocationContext } = azureFunctions;
const silent = () => new InvocationContext({ logHandler: () => undefined });

it('hands the body on, and returning completes the message', async () => {
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

it('fails when the consumer fails, so that the message comes again', async () => {
  const handler = topicFunction('Listen', { subscription: 'ears', handle: () => Promise.reject(new Error('no ink')) });
  await expect((async () => handler({}, silent()))()).rejects.toThrow('no ink');
});

it('listens with sessions, or messages of one stream would overtake each other', () => {
  topicFunction('Listen', { subscription: 'ears', handle: () => Promise.resolve('kept') });
  expect(Object.values(registry.functions.at(-1)?.metadata.bindings ?? {})[0]).toMatchObject({
    subscriptionName: 'ears',
    isSessionsEnabled: true,
  });
});
