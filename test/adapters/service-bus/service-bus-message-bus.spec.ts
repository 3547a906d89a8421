import type { ServiceBusServer } from '@annal/local-service-bus';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceBusMessageBus } from '../../../adapters/service-bus/index.ts';
import { BrokerUnavailable, MessageTooLarge } from '../../../application/messages/message-bus.ts';
import { busOn, peeked, startBroker, whole } from './local-topic.ts';
import { message, type BusUnderTest } from './message-bus.contract.ts';

describe('the message bus over Service Bus', () => {
  let broker: ServiceBusServer;
  let tested: BusUnderTest;

  beforeEach(async () => {
    broker = await startBroker();
    tested = busOn(whole(broker));
  });
  afterEach(async () => {
    await tested.close();
    await broker.close();
  });

  const versions = async () => (await tested.arrived('order-1')).map(({ body }) => body.streamversion);

  it('sends a CloudEvent in structured mode, with what filters and people look at beside it', async () => {
    await tested.bus.send([message('order-1', 1)]);
    expect(await peeked(whole(broker), 'order-1')).toMatchObject([
      {
        messageId: 'order-1:1',
        sessionId: 'order-1',
        subject: 'shop.order-noted.v1',
        correlationId: 'call-7',
        contentType: 'application/cloudevents+json',
        applicationProperties: { category: 'order', contract: 'shop.order-noted.v1' },
        body: message('order-1', 1).body,
      },
    ]);
  });

  it('goes on to another batch when one is full', async () => {
    const large = 'x'.repeat(100_000);
    const count = 25;
    await tested.bus.send(Array.from({ length: count }, (_, index) => message('order-1', index + 1, large)));
    expect(await versions()).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it('sends nothing of a list in which one message is too large', async () => {
    const list = [message('order-1', 1), message('order-1', 2, 'x'.repeat(2_000_000))];
    await expect(tested.bus.send(list)).rejects.toThrow(MessageTooLarge);
    await tested.bus.send([message('order-1', 3)]);
    expect(await versions()).toEqual([3]);
  });

  it('bridges a short refusal by itself', async () => {
    broker.faults.refuseSends({ count: 2 });
    await tested.bus.send([message('order-1', 1)]);
    expect(await versions()).toEqual([1]);
  });

  it('says so when the broker goes on refusing, and sends again afterwards', async () => {
    broker.faults.refuseSends();
    await expect(tested.bus.send([message('order-1', 1)])).rejects.toThrow(BrokerUnavailable);
    broker.faults.clear();
    await tested.bus.send([message('order-1', 1)]);
    expect(await versions()).toEqual([1]);
  });

  it('goes on after its connection was cut', async () => {
    await tested.bus.send([message('order-1', 1)]);
    broker.faults.dropConnections();
    await tested.bus.send([message('order-1', 2)]);
    expect(await versions()).toEqual([1, 2]);
  });

  it('fails while the broker is down, and goes on when it is up again', async () => {
    await tested.bus.send([message('order-1', 1)]);
    await broker.faults.goDown();
    await expect(tested.bus.send([message('order-1', 2)])).rejects.toThrow(BrokerUnavailable);
    await broker.faults.comeUp();
    await tested.bus.send([message('order-1', 2)]);
    expect(await versions()).toEqual([1, 2]);
  });

  it('closes in bounded time, also on a broker that is gone', async () => {
    await tested.bus.send([message('order-1', 1)]);
    await broker.faults.goDown();
    await expect(tested.close()).resolves.toBeUndefined();
  });

  it('closes also when it has never sent', async () => {
    const unused = serviceBusMessageBus({ connection: broker, topic: 'events' });
    await expect(unused.close()).resolves.toBeUndefined();
  });

  it('says so when its key is wrong', async () => {
    const connectionString = broker.connectionString.replace(/SharedAccessKey=[^;]+/, 'SharedAccessKey=d3Jvbmc=');
    const stranger = serviceBusMessageBus({ connection: { connectionString }, topic: 'events' });
    await expect(stranger.send([message('order-1', 1)])).rejects.toThrow(BrokerUnavailable);
    await stranger.close();
  });
});
