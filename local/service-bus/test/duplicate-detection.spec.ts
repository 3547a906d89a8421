import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServiceBus } from '../index.ts';
import { closeQuietly, countsOf, givenBroker, givenClient, movableClock, receiveOne } from './support/broker.ts';

const declare = {
  topics: [
    {
      name: 'events',
      properties: { requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'PT10M' },
      subscriptions: [{ name: 'email' }],
    },
  ],
};
const path = 'events/Subscriptions/email';

describe('duplicate detection', () => {
  it('takes a repeated message id and drops it, also inside one batch', async () => {
    const server = await givenBroker({ declare });
    const sender = givenClient(server).createSender('events');
    await sender.sendMessages({ body: 1, messageId: 'o:1' });
    await sender.sendMessages([
      { body: 1, messageId: 'o:1' },
      { body: 2, messageId: 'o:2' },
      { body: 2, messageId: 'o:2' },
    ]);
    expect(await countsOf(server, path)).toMatchObject({ active: 2 });
  });

  it('drops a repeated id also when the first message is long gone', async () => {
    const server = await givenBroker({ declare });
    const client = givenClient(server);
    const sender = client.createSender('events');
    await sender.sendMessages({ body: 1, messageId: 'o:1' });
    const receiver = client.createReceiver('events', 'email');
    const message = await receiveOne(receiver);
    await receiver.completeMessage(message);
    await sender.sendMessages({ body: 1, messageId: 'o:1' });
    expect(await countsOf(server, path)).toMatchObject({ active: 0 });
  });

  it('forgets an id when its window has passed', async () => {
    const clock = movableClock();
    const server = await givenBroker({ declare, now: clock.now });
    const sender = givenClient(server).createSender('events');
    await sender.sendMessages({ body: 1, messageId: 'o:1' });
    clock.advance(601_000);
    await sender.sendMessages({ body: 1, messageId: 'o:1' });
    expect(await countsOf(server, path)).toMatchObject({ active: 2 });
  });

  it('remembers across a restart', async () => {
    const data = await mkdtemp(join(tmpdir(), 'service-bus-'));
    onTestFinished(() => rm(data, { recursive: true }));
    const before = await startServiceBus({ port: 0, administrationPort: 0, data, declare });
    const client = givenClient(before);
    await client.createSender('events').sendMessages({ body: 1, messageId: 'o:1' });
    await closeQuietly(client);
    await before.close();
    const after = await givenBroker({ data, declare });
    await givenClient(after).createSender('events').sendMessages({ body: 1, messageId: 'o:1' });
    expect(await countsOf(after, path)).toMatchObject({ active: 1 });
  });
});
