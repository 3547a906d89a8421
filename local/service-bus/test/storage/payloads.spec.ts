import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { startServiceBus } from '../../index.ts';
import { closeQuietly, givenClient, receiveOne } from '../support/broker.ts';
import { givenDataFolder } from '../support/data-folder.ts';

const declare = { topics: [{ name: 'events', subscriptions: [{ name: 'email' }, { name: 'billing' }] }] };

/** How many payloads a stopped broker left in its folder. */
function payloadCount(data: string): number {
  const database = new DatabaseSync(join(data, 'service-bus.sqlite'));
  const count = Number(database.prepare('SELECT count(*) AS count FROM payload').get()?.['count']);
  database.close();
  return count;
}

it('a payload is stored once for all subscriptions, and goes with the last copy', async () => {
  const data = await givenDataFolder();
  const remaining: number[] = [];
  for (const subscription of ['email', 'billing']) {
    const server = await startServiceBus({ port: 0, administrationPort: 0, data, declare });
    const client = givenClient(server);
    if (subscription === 'email') await client.createSender('events').sendMessages([{ body: 1 }, { body: 2 }]);
    const receiver = client.createReceiver('events', subscription);
    await receiver.completeMessage(await receiveOne(receiver));
    await closeQuietly(client);
    await server.close();
    remaining.push(payloadCount(data));
  }
  expect(remaining).toEqual([2, 1]);
});
