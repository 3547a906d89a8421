import { ConsistencyLevel, CosmosClient, PluginOn, type Plugin } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

describe('a session', () => {
  it('carries no token of a range in which nothing was written', async () => {
    const container = await account.freshContainer();
    expect((await container.item('i', 'p').read()).headers['x-ms-session-token']).toBeUndefined();
    const { headers } = await container.items.create({ id: 'i', pk: 'p' });
    expect((await container.item('j', 'p').read()).headers['x-ms-session-token']).toBe(headers['x-ms-session-token']);
  });

  it('sends back the token of its write, also after it looked under another key in vain', async () => {
    const { id } = await account.freshContainer();
    const sent: unknown[] = [];
    const listen: Plugin<unknown> = async (context, _node, next) => {
      sent.push(context.headers?.['x-ms-session-token']);
      return next(context);
    };
    // The SDK takes plugins, but its types do not name them.
    const plugins = { plugins: [{ on: PluginOn.request, plugin: listen }] };
    const { endpoint, key } = account.server();
    const client = new CosmosClient({ endpoint, key, consistencyLevel: ConsistencyLevel.Session, ...plugins });
    const container = client.database('specs').container(id);
    const { headers } = await container.items.create({ id: 'i', pk: 'p' });
    for (const key of ['a', 'b', 'c', 'd']) await container.item('i', key).read();
    await container.item('i', 'p').read();
    expect(sent.at(-1)).toBe(headers['x-ms-session-token']);
    client.dispose();
  });
});
