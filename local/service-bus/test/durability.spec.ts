import { describe, expect, it } from 'vitest';
import { startServiceBus } from '../index.ts';
import { startBrokerProcess } from './support/broker-process.ts';
import { bodiesOf, countsOf, failureOf, givenBroker, givenClient, receiveOne, sequenceOf } from './support/broker.ts';
import { givenDataFolder } from './support/data-folder.ts';
import { sessionLoad } from './support/session-load.ts';

const events = {
  topics: [
    {
      name: 'events',
      properties: { requiresDuplicateDetection: true },
      subscriptions: [{ name: 'email', properties: { requiresSession: true, maxDeliveryCount: 100 } }],
    },
  ],
};

describe('a broker that is killed', () => {
  it('loses nothing that it accepted, repeats nothing that was completed, and keeps the order of sessions', async () => {
    const data = await givenDataFolder();
    const load = sessionLoad(10, 12);
    for (const arrivalsToSee of [30, 70]) {
      const broker = await startBrokerProcess(data, events);
      await load.run(broker.connectionString, async () => {
        if (load.arrivals.length < arrivalsToSee) return false;
        await broker.kill();
        return true;
      });
    }
    const last = await startBrokerProcess(data, events);
    await load.run(
      last.connectionString,
      async () => load.isSent() && (await countsOf(last, 'events/Subscriptions/email')).active === 0,
    );

    expect(await countsOf(last, 'events/Subscriptions/email')).toMatchObject({ active: 0, deadLetter: 0 });
    const arrivalsBySession = Map.groupBy(load.arrivals, ({ session }) => session);
    expect(arrivalsBySession.size).toBe(10);
    for (const arrivals of arrivalsBySession.values())
      expect([...new Set(arrivals.map(({ index }) => index))]).toEqual(Array.from({ length: 12 }, (_, index) => index));
    expect(load.arrivals.filter(({ wasCompleted }) => wasCompleted)).toEqual([]);
    const firstSeen = new Set<string>();
    const silentRepeats = load.arrivals.filter(({ session, index, deliveryCount }) => {
      const isRepeat = firstSeen.has(`${session}:${index}`);
      firstSeen.add(`${session}:${index}`);
      return isRepeat && deliveryCount === 0;
    });
    expect(silentRepeats).toEqual([]);
  });
});

describe('what is scheduled', () => {
  const declare = { queues: [{ name: 'orders' }], topics: [{ name: 'events', subscriptions: [{ name: 'email' }] }] };

  it('survives a kill, and arrives once when its time has come while the broker was down', async () => {
    const data = await givenDataFolder();
    const broker = await startBrokerProcess(data, declare);
    const client = givenClient(broker);
    const [soon, late] = [Date.now() + 2000, Date.now() + 600_000];
    for (const entity of ['orders', 'events']) {
      const sender = client.createSender(entity);
      await sender.scheduleMessages([{ body: 'soon' }, { body: 'soon after' }], new Date(soon));
      await sender.scheduleMessages({ body: 'late' }, new Date(late));
      await sender.cancelScheduledMessages(await sender.scheduleMessages({ body: 'cancelled' }, new Date(late)));
    }
    await broker.kill();
    await expect.poll(() => Date.now()).toBeGreaterThan(soon);

    const after = await startBrokerProcess(data, declare);
    const again = givenClient(after);
    for (const receiver of [again.createReceiver('orders'), again.createReceiver('events', 'email')]) {
      const arrived = await receiver.receiveMessages(2);
      expect(bodiesOf(arrived)).toEqual(['soon', 'soon after']);
      for (const message of arrived) await receiver.completeMessage(message);
    }
    await after.kill();

    const last = await startBrokerProcess(data, declare);
    expect(await countsOf(last, 'orders')).toMatchObject({ active: 0, scheduled: 1, deadLetter: 0 });
    expect(await countsOf(last, 'events')).toMatchObject({ scheduled: 1 });
    expect(await countsOf(last, 'events/Subscriptions/email')).toMatchObject({ active: 0, deadLetter: 0 });
  });

  it('can be cancelled after a kill by the number that was told before', async () => {
    const data = await givenDataFolder();
    const broker = await startBrokerProcess(data, declare);
    const later = new Date(Date.now() + 600_000);
    const numbers = await givenClient(broker).createSender('orders').scheduleMessages({ body: 'x' }, later);
    await broker.kill();
    const after = await startBrokerProcess(data, declare);
    const sender = givenClient(after).createSender('orders');
    await sender.cancelScheduledMessages(numbers);
    expect(await countsOf(after, 'orders')).toMatchObject({ active: 0, scheduled: 0 });
    expect(await failureOf(sender.cancelScheduledMessages(numbers))).toMatchObject({ code: 'MessageNotFound' });
  });
});

describe('a broker that is stopped and started', () => {
  it('has its messages, their order, its dead letters, its deferred messages and its session states', async () => {
    const data = await givenDataFolder();
    const declare = { ...events, queues: [{ name: 'orders' }] };
    const before = await startServiceBus({ port: 0, administrationPort: 0, data, declare });
    const client = givenClient(before);
    await client
      .createSender('orders')
      .sendMessages([{ body: 'dead' }, { body: 'deferred' }, { body: 1 }, { body: 2 }]);
    const receiver = client.createReceiver('orders');
    const [dead, deferred] = [await receiveOne(receiver), await receiveOne(receiver)];
    await receiver.deadLetterMessage(dead, { deadLetterReason: 'why', deadLetterErrorDescription: 'because' });
    await receiver.deferMessage(deferred);
    const session = await client.acceptSession('events', 'email', 'a');
    await session.setSessionState('step 3');
    await before.close();

    const after = givenClient(await givenBroker({ data, declare }));
    const again = after.createReceiver('orders');
    expect(bodiesOf(await again.receiveMessages(2))).toEqual([1, 2]);
    expect(await again.receiveDeferredMessages(sequenceOf(deferred))).toMatchObject([{ body: 'deferred' }]);
    const letters = after.createReceiver('orders', { subQueueType: 'deadLetter' });
    expect(await letters.receiveMessages(1)).toMatchObject([{ body: 'dead', deadLetterReason: 'why' }]);
    expect(await (await after.acceptSession('events', 'email', 'a')).getSessionState()).toBe('step 3');
  });

  it('never gives a sequence number twice', async () => {
    const data = await givenDataFolder();
    const declare = { queues: [{ name: 'orders' }] };
    const sequences: string[] = [];
    for (let run = 0; run < 2; run++) {
      const server = await startServiceBus({ port: 0, administrationPort: 0, data, declare });
      const client = givenClient(server);
      await client.createSender('orders').sendMessages({ body: run });
      const receiver = client.createReceiver('orders');
      const message = await receiveOne(receiver);
      sequences.push(sequenceOf(message).toString());
      await receiver.completeMessage(message);
      await server.close();
    }
    expect(sequences).toEqual(['1', '2']);
  });
});
