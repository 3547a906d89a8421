import { describe, expect, it } from 'vitest';
import { startServiceBus, type Topology } from '../index.ts';
import { parseDuration } from '../entities/durations.ts';
import { countsOf, givenBroker, givenClient, receiveOne } from './support/broker.ts';
import { givenDataFolder } from './support/data-folder.ts';

const start = (declare: unknown, data = ':memory:') =>
  startServiceBus({ port: 0, administrationPort: 0, data, declare: declare as Topology });

/** As Azure's templates declare them, "properties" and all. */
const topology: Topology = {
  topics: [
    {
      name: 'events',
      properties: {
        requiresDuplicateDetection: true,
        duplicateDetectionHistoryTimeWindow: 'P1D',
        supportOrdering: true,
      },
      subscriptions: [
        {
          name: 'email',
          properties: {
            requiresSession: true,
            lockDuration: 'PT1M',
            maxDeliveryCount: 10,
            deadLetteringOnMessageExpiration: true,
            deadLetteringOnFilterEvaluationExceptions: true,
          },
          rules: [
            {
              name: '$Default',
              properties: { filterType: 'SqlFilter', sqlFilter: { sqlExpression: "category = 'order'" } },
            },
          ],
        },
      ],
    },
  ],
};

const queue = (properties: Record<string, unknown>) => ({ queues: [{ name: 'orders', properties }] });

describe('declared entities', () => {
  it('are those of the cloud: what templates declare for Azure is taken as it stands', async () => {
    const server = await givenBroker({ declare: topology });
    expect(await countsOf(server, 'events/Subscriptions/email')).toMatchObject({ active: 0 });
  });

  it('keep their messages and take changed properties when declared again', async () => {
    const data = await givenDataFolder();
    const first = await start(queue({ maxDeliveryCount: 5 }), data);
    await givenClient(first).createSender('orders').sendMessages({ body: 'kept' });
    await first.close();
    const server = await givenBroker({ data, declare: queue({ maxDeliveryCount: 1 }) });
    const client = givenClient(server);
    const receiver = client.createReceiver('orders');
    const message = await receiveOne(receiver);
    await receiver.abandonMessage(message);
    expect(await countsOf(server, 'orders')).toMatchObject({ active: 0, deadLetter: 1 });
  });

  it('cannot begin or stop to require sessions or detect duplicates: the message says what to do', async () => {
    const data = await givenDataFolder();
    await (await start(queue({}), data)).close();
    await expect(start(queue({ requiresSession: true }), data)).rejects.toThrow(/requiresSession.*npm run reset/);
    await expect(start(queue({ requiresDuplicateDetection: true }), data)).rejects.toThrow(/npm run reset/);
    await (await start(queue({}), data)).close();
  });

  it.each([
    ['a property that is not supported', queue({ messageLimit: 1 }), /messageLimit/],
    ['a property that does not exist', queue({ lockDurations: 'PT1M' }), /lockDurations/],
    ['a lock that is too short', queue({ lockDuration: 'PT4S' }), /from PT5S to PT5M/],
    ['a size that Azure does not have', queue({ maxSizeInMegabytes: 3333 }), /1024/],
    ['a duration that is none', queue({ lockDuration: '1 minute' }), /1 minute/],
    ['a number out of range', queue({ maxDeliveryCount: 0 }), /maxDeliveryCount/],
    ['a list that is none', { queues: 'orders' }, /queues/],
  ])('are refused for %s, by its name', async (_, declare, message) => {
    await expect(start(declare)).rejects.toThrow(message);
  });

  it('are refused for a filter that cannot be understood', async () => {
    const properties = { filterType: 'SqlFilter', sqlFilter: { sqlExpression: 'a ~ b' } };
    const subscriptions = [{ name: 'email', rules: [{ name: 'odd', properties }] }];
    await expect(start({ topics: [{ name: 'events', subscriptions }] })).rejects.toThrow(/Rule 'odd'.*email/);
  });

  it.each([
    ['PT1M', 60_000],
    ['P1DT2H3M4.5S', 93_784_500],
    ['PT0S', 0],
    ['P', undefined],
    ['P1DT', undefined],
    ['P1M', undefined],
    ['60', undefined],
  ])('read the duration %s as %s milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
});
