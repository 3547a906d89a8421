import { describe, expect, it } from 'vitest';
import { cloudEvent } from '../../../application/messages/cloud-event.ts';
import { orderContracts, orders, type OrderEvent } from '../../../domain/order/index.ts';
import { commands, shop } from '../../support/shop.ts';

const orderPlaced = cloudEvent.extend({ data: orderContracts['shop.order-placed.v1'].strict() });

const place = { category: 'order', entityId: '1', version: 3, recordedAt: '2026-05-04T10:00:00.000Z', actor: 'bob' };

describe('the messages about an order', () => {
  it('keep to their contracts, for every event of an order', async () => {
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

  it('add up what an order costs, line by line', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.publishing.deliver(bobs.feed());
    expect(bobs.bus.sent()[0]?.body.data).toMatchObject({
      gross: 3540,
      net: 3411,
      lines: [{ net: 2250 }, { net: 1161 }],
    });
  });

  it('name the product of a line that has one', async () => {
    const bobs = shop();
    const [tea, cake] = commands.place.data.lines;
    const lines = [{ ...tea, productId: 'earl-grey' }, cake];
    await bobs.send('1', { ...commands.place, data: { ...commands.place.data, lines } });
    await bobs.publishing.deliver(bobs.feed());
    const { data } = orderPlaced.parse(bobs.bus.sent()[0]?.body);
    expect(data.lines.map(({ productId }) => productId)).toEqual(['earl-grey', undefined]);
  });

  it('tell the country that an order ships to, and no category, which their contract does not have', async () => {
    const bobs = shop();
    const lines = commands.place.data.lines.map((line) => ({ ...line, category: 'Beverages' }));
    await bobs.send('1', { ...commands.place, data: { ...commands.place.data, lines, country: 'France' } });
    await bobs.publishing.deliver(bobs.feed());
    expect(orderPlaced.parse(bobs.bus.sent()[0]?.body).data.country).toBe('France');
    expect(JSON.stringify(bobs.bus.sent())).not.toContain('Beverages');
  });

  it.each<[Extract<OrderEvent, { type: 'OrderPaid' }>['data']]>([[{ accountId: 'bobs' }], [{}]])(
    'tell the account that was charged for an order, where one was: %j',
    (data) => {
      const recorded = { event: { type: 'OrderPaid', data }, ...place } as const;
      expect(orders.contracts?.contractOf(recorded)?.data).toEqual({ orderId: '1', ...data });
    },
  );
});
