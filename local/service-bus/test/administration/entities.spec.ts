import { describe, expect, it } from 'vitest';
import { startServiceBus } from '../../index.ts';
import { administrationOf, listed } from '../support/administration.ts';
import { failureOf, givenBroker, givenClient, receiveOne } from '../support/broker.ts';
import { givenDataFolder } from '../support/data-folder.ts';

const forever = 'P10675199DT2H48M5.4775807S';

async function given() {
  const server = await givenBroker();
  return { server, admin: administrationOf(server), client: givenClient(server) };
}

describe('the administration client', () => {
  it('creates a queue with the defaults of Azure, ready to be used', async () => {
    const { admin, client } = await given();
    const { _response, ...created } = await admin.createQueue('orders');
    expect(_response.status).toBe(201);
    expect(created).toEqual({
      name: 'orders',
      lockDuration: 'PT1M',
      maxDeliveryCount: 10,
      requiresSession: false,
      requiresDuplicateDetection: false,
      duplicateDetectionHistoryTimeWindow: 'PT10M',
      defaultMessageTimeToLive: forever,
      autoDeleteOnIdle: forever,
      deadLetteringOnMessageExpiration: false,
      enableBatchedOperations: true,
      enablePartitioning: false,
      enableExpress: false,
      maxSizeInMegabytes: 1024,
      maxMessageSizeInKilobytes: 256,
      status: 'Active',
      availabilityStatus: 'Available',
      authorizationRules: undefined,
      forwardTo: undefined,
      forwardDeadLetteredMessagesTo: undefined,
      userMetadata: undefined,
    });
    await client.createSender('orders').sendMessages({ body: 'hello' });
    expect(await client.createReceiver('orders').receiveMessages(1)).toHaveLength(1);
  });

  it('gives back all that a queue was told', async () => {
    const { admin } = await given();
    const told = {
      lockDuration: 'PT45S',
      maxDeliveryCount: 8,
      requiresSession: true,
      requiresDuplicateDetection: true,
      duplicateDetectionHistoryTimeWindow: 'PT1M',
      defaultMessageTimeToLive: 'P2DT3H4M5.5S',
      autoDeleteOnIdle: 'PT1H',
      deadLetteringOnMessageExpiration: true,
      enableBatchedOperations: false,
      enablePartitioning: true,
      status: 'ReceiveDisabled' as const,
      userMetadata: 'a <b> & "c" \u00e4',
      authorizationRules: ['first', 'second'].map((keyName) => ({
        claimType: 'SharedAccessKey',
        accessRights: ['Manage' as const, 'Send' as const, 'Listen' as const],
        keyName,
        primaryKey: 'cHJpbWFyeQ==',
        secondaryKey: 'c2Vjb25kYXJ5',
      })),
    };
    await admin.createQueue('orders', told);
    expect(await admin.getQueue('orders')).toMatchObject({ ...told, name: 'orders', maxSizeInMegabytes: 16_384 });
  });

  it('creates topics and subscriptions, and gives back what they were told', async () => {
    const { admin } = await given();
    await admin.createTopic('events', { supportOrdering: false, userMetadata: 'x', defaultMessageTimeToLive: 'P1D' });
    await admin.createSubscription('events', 'email', {
      requiresSession: true,
      maxDeliveryCount: 3,
      deadLetteringOnFilterEvaluationExceptions: false,
    });
    expect(await admin.getTopic('events')).toMatchObject({
      name: 'events',
      supportOrdering: false,
      userMetadata: 'x',
      defaultMessageTimeToLive: 'P1D',
      duplicateDetectionHistoryTimeWindow: 'PT10M',
    });
    expect(await admin.getSubscription('events', 'email')).toMatchObject({
      topicName: 'events',
      subscriptionName: 'email',
      requiresSession: true,
      maxDeliveryCount: 3,
      deadLetteringOnFilterEvaluationExceptions: false,
      autoDeleteOnIdle: forever,
    });
  });

  it('shows where messages are forwarded to as an address', async () => {
    const { server, admin } = await given();
    await admin.createQueue('Goal');
    await admin.createQueue('source', { forwardTo: 'Goal', forwardDeadLetteredMessagesTo: 'Goal' });
    const [address] = /sb:\/\/[^;/]*/.exec(server.connectionString) ?? [];
    expect(await admin.getQueue('source')).toMatchObject({
      forwardTo: `${address}/Goal`,
      forwardDeadLetteredMessagesTo: `${address}/Goal`,
    });
  });

  it('changes what may change, and what it changed is in force', async () => {
    const { admin, client } = await given();
    const queue = await admin.createQueue('orders', { userMetadata: 'before' });
    const changed = await admin.updateQueue({ ...queue, maxDeliveryCount: 1, userMetadata: 'after' });
    expect(changed).toMatchObject({ maxDeliveryCount: 1, userMetadata: 'after' });
    await client.createSender('orders').sendMessages({ body: 'x' });
    const receiver = client.createReceiver('orders');
    await receiver.abandonMessage(await receiveOne(receiver));
    expect(await admin.getQueueRuntimeProperties('orders')).toMatchObject({ deadLetterMessageCount: 1 });
  });

  it('cannot change whether sessions, duplicate detection or partitions are there', async () => {
    const { admin } = await given();
    const queue = await admin.createQueue('orders');
    for (const change of [
      { requiresSession: true },
      { requiresDuplicateDetection: true },
      { enablePartitioning: true },
    ])
      expect(await failureOf(admin.updateQueue({ ...queue, ...change }))).toMatchObject({ statusCode: 400 });
    expect(await admin.getQueue('orders')).toMatchObject({ requiresSession: false, enablePartitioning: false });
  });

  it('deletes an entity with all that is in it', async () => {
    const { admin, client } = await given();
    await admin.createTopic('events');
    await admin.createSubscription('events', 'email');
    await client.createSender('events').sendMessages({ body: 'x' });
    expect((await admin.deleteTopic('events'))._response.status).toBe(200);
    expect(await admin.subscriptionExists('events', 'email')).toBe(false);
    await admin.createTopic('events');
    await admin.createSubscription('events', 'email');
    expect(await client.createReceiver('events', 'email').peekMessages(1)).toEqual([]);
  });

  it('counts what is in an entity', async () => {
    const { admin, client } = await given();
    await admin.createQueue('orders');
    const empty = await admin.getQueueRuntimeProperties('orders');
    expect(empty).toMatchObject({ totalMessageCount: 0, sizeInBytes: 0 });
    expect(Math.abs(Date.now() - empty.createdAt.getTime())).toBeLessThan(60_000);
    const sender = client.createSender('orders');
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    await sender.scheduleMessages({ body: 4 }, new Date(Date.now() + 600_000));
    const receiver = client.createReceiver('orders');
    await receiver.deadLetterMessage(await receiveOne(receiver));
    expect(await admin.getQueueRuntimeProperties('orders')).toMatchObject({
      totalMessageCount: 4,
      activeMessageCount: 2,
      scheduledMessageCount: 1,
      deadLetterMessageCount: 1,
      transferMessageCount: 0,
    });
    await admin.createTopic('events');
    await admin.createSubscription('events', 'email');
    expect(await admin.getTopicRuntimeProperties('events')).toMatchObject({ subscriptionCount: 1, sizeInBytes: 0 });
    expect(await admin.getSubscriptionRuntimeProperties('events', 'email')).toMatchObject({ totalMessageCount: 0 });
  });

  it('lists entities by name, in pages', async () => {
    const { admin } = await given();
    for (const name of ['c', 'a', 'b']) await admin.createQueue(name);
    await admin.createTopic('t');
    await admin.createSubscription('t', 's');
    expect((await listed(admin.listQueues())).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    const pages = await listed(admin.listQueues().byPage({ maxPageSize: 2 }));
    expect(pages.map((page) => page.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
    expect((await listed(admin.listTopics())).map(({ name }) => name)).toEqual(['t']);
    expect((await listed(admin.listSubscriptions('t'))).map((found) => found.subscriptionName)).toEqual(['s']);
    expect(await listed(admin.listQueuesRuntimeProperties())).toHaveLength(3);
  });

  it('asks for the namespace', async () => {
    const { admin } = await given();
    expect(await admin.getNamespaceProperties()).toMatchObject({ name: '127.0.0.1', messagingSku: 'Standard' });
  });

  it('finds what it made after a restart', async () => {
    const data = await givenDataFolder();
    const before = await startServiceBus({ port: 0, administrationPort: 0, data });
    await administrationOf(before).createQueue('orders', { userMetadata: 'kept', maxDeliveryCount: 7 });
    await administrationOf(before).createQueue('gone');
    await administrationOf(before).deleteQueue('gone');
    await before.close();
    const after = await givenBroker({ data });
    expect(after.certificate).toBe(before.certificate);
    expect(await administrationOf(after).getQueue('orders')).toMatchObject({
      userMetadata: 'kept',
      maxDeliveryCount: 7,
    });
    expect(await administrationOf(after).queueExists('gone')).toBe(false);
  });
});
