import { describe, expect, it } from 'vitest';
import { cloudEvent } from '../../../application/messages/cloud-event.ts';
import { MessageTooLarge } from '../../../application/messages/message-bus.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { customers as customerModule } from '../../../domain/customer/index.ts';
import { orderContracts, orders } from '../../../domain/order/index.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { asking, customersOverMemory } from '../../support/customers.ts';
import { asBob, commands, shop, shopTime } from '../../support/shop.ts';
import { allParked } from '../../support/all-parked.ts';

describe('publishing', () => {
  it('tells what happened as a CloudEvent under a versioned contract', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place, commands.changeTea(6));
    expect(await bobs.publishing.deliver(bobs.feed())).toMatchObject({ applied: 1 });
    expect(bobs.bus.sent()[1]).toEqual({
      messageId: 'order-1:2',
      sessionId: 'order-1',
      properties: { category: 'order', contract: 'shop.order-quantity-changed.v1' },
      body: {
        specversion: '1.0',
        id: 'order-1:2',
        source: 'urn:annal:order',
        type: 'shop.order-quantity-changed.v1',
        subject: '1',
        time: shopTime,
        datacontenttype: 'application/json',
        streamid: 'order-1',
        streamversion: 2,
        correlationid: 'conversation-1',
        data: { orderId: '1', sku: 'tea', from: 5, to: 6 },
      },
    });
  });

  it('keeps to its contracts, for every event of an order', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place, commands.changeTea(6), commands.removeCake, commands.confirm);
    await bobs.send('2', commands.place, commands.cancel);
    await bobs.send('1', commands.pay, commands.ship, commands.deliver);
    await bobs.publishing.deliver(bobs.feed());
    const bodies = bobs.bus.sent().map(({ body }) => cloudEvent.parse(body));
    for (const { type, data } of bodies)
      expect(orderContracts[type as keyof typeof orderContracts].strict().parse(data)).toEqual(data);
    expect(new Set(bodies.map(({ type }) => type))).toEqual(new Set(Object.keys(orderContracts)));
  });

  it('adds up what an order costs, line by line', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.publishing.deliver(bobs.feed());
    expect(bobs.bus.sent()[0]?.body.data).toMatchObject({
      gross: 3540,
      net: 3411,
      lines: [{ net: 2250 }, { net: 1161 }],
    });
  });

  it('carries the trace of the request', async () => {
    const bobs = shop();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await bobs.handle({
      entityId: '1',
      command: commands.place,
      reach: 'all',
      provenance: { ...asBob('place'), traceparent },
    });
    await bobs.publishing.deliver(bobs.feed());
    expect(bobs.bus.sent()[0]?.body.traceparent).toBe(traceparent);
  });

  it('keeps the order within a stream however the batch is shuffled', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place, commands.changeTea(6), commands.removeCake, commands.confirm);
    await bobs.publishing.deliver(bobs.feed().toReversed());
    expect(bobs.bus.sent('order-1').map(({ messageId }) => messageId)).toEqual([1, 2, 3, 4].map((n) => `order-1:${n}`));
  });

  it('is left undone by a broker that fails, and done again as a whole', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    const send = bobs.bus.send;
    const failing = publisher({
      ...bobs,
      bus: { send: () => Promise.reject(new Error('the broker is down')) },
      publications: publicationOf(orders),
    });
    await expect(failing.deliver(bobs.feed())).rejects.toThrow('the broker is down');
    expect(await allParked(bobs.parkingLot)).toEqual([]);
    await publisher({ ...bobs, bus: { send }, publications: publicationOf(orders) }).deliver(bobs.feed());
    expect(bobs.bus.sent()).toHaveLength(1);
  });

  it('keeps to itself what has no contract', async () => {
    const customers = customersOverMemory();
    const process = customers.newProcess();
    await process.send('1', asking.register('ada@example.org'));
    await process.send('1', asking.changeEmail('ada@new.example'));
    await process.send('1', asking.erase);
    const commits = await process.eventStore.read('customer-1');
    const messages = publicationOf(customerModule).flatMap((each) => each.messagesOf(commits));
    expect(messages.map(({ messageId, body: { type, data } }) => [messageId, type, data])).toEqual([
      ['customer-1:1', 'shop.customer-registered.v1', { customerId: '1' }],
      ['customer-1:3', 'shop.customer-erased.v1', { customerId: '1' }],
    ]);
  });

  it('has nothing to say about a category that nobody mapped', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.eventStore.append(StreamHead.beforeFirst('cart-1'), {
      category: 'cart',
      events: [{ type: 'CartOpened', schemaVersion: 1, data: {} }],
      recordedAt: shopTime,
      ...asBob('open'),
    });
    expect(await bobs.publishing.deliver(bobs.feed().slice(1))).toMatchObject({ notApplicable: 1, parked: 0 });
    expect(bobs.bus.sent()).toEqual([]);
  });
});

describe('a stream with something that cannot be published', () => {
  const poisoned = async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.appendUnknownEvent('1');
    return bobs;
  };

  it('is parked, and no later message of it overtakes', async () => {
    const bobs = await poisoned();
    const [placed, teleported] = bobs.feed();
    await bobs.publishing.deliver([placed]);
    expect(await bobs.publishing.deliver([teleported])).toMatchObject({ parked: 1 });
    const later = shop();
    await later.send('1', commands.place, commands.changeTea(6), commands.confirm);
    const confirmed = later.feed().at(-1);
    expect(await bobs.publishing.deliver([confirmed])).toMatchObject({ applied: 0, parked: 1 });
    expect(bobs.bus.sent().map(({ messageId }) => messageId)).toEqual(['order-1:1']);
  });

  it('does not keep other streams waiting', async () => {
    const bobs = await poisoned();
    await bobs.send('2', commands.place);
    expect(await bobs.publishing.deliver(bobs.feed())).toMatchObject({ applied: 1, parked: 1 });
    expect(bobs.bus.sent('order-2')).toHaveLength(1);
  });

  it('is one whose message is more than the broker takes', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    const narrow = publisher({
      ...bobs,
      bus: { send: () => Promise.reject(new MessageTooLarge('order-1:1 is too large')) },
      publications: publicationOf(orders),
    });
    expect(await narrow.deliver(bobs.feed())).toMatchObject({ parked: 1 });
    expect(await allParked(bobs.parkingLot, 'publishing')).toMatchObject([{ reason: 'order-1:1 is too large' }]);
  });
});
