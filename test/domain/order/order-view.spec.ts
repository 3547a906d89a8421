import { describe, expect, it } from 'vitest';
import { ordersById } from '../../../domain/order/index.ts';
import { clerk } from '../../support/readers.ts';
import { commands, shop } from '../../support/shop.ts';

describe('an order view', () => {
  it('shows the order with its lines, totals, status and version', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place, commands.changeTea(6), commands.removeCake, commands.confirm);
    await bobs.byId.deliver(bobs.feed());
    expect(await bobs.view('1')).toMatchObject({
      version: 4,
      view: {
        orderId: '1',
        customerId: 'bob',
        currency: 'EUR',
        status: 'confirmed',
        lines: [{ sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 6, discountPercent: 0, net: 2700 }],
        gross: 2700,
        net: 2700,
        placedAt: '2026-05-01T09:00:00.000Z',
      },
    });
  });

  it('shows how far the order has come', async () => {
    const bobs = shop();
    const seen: unknown[] = [];
    const { place, confirm, pay, ship, deliver, cancel } = commands;
    for (const command of [place, confirm, pay, ship, deliver]) {
      await bobs.send('1', command);
      await bobs.byId.deliver(bobs.feed());
      seen.push((await bobs.view('1'))?.view?.status);
    }
    await bobs.send('2', place, cancel);
    await bobs.byId.deliver(bobs.feed());
    seen.push((await bobs.view('2'))?.view?.status);
    expect(seen).toEqual(['placed', 'confirmed', 'paid', 'shipped', 'delivered', 'cancelled']);
  });

  it('shows when the goods left the shop', async () => {
    const bobs = shop();
    const { place, confirm, pay, ship } = commands;
    await bobs.send('1', place, confirm, pay, { ...ship, data: { shippedAt: '2026-05-02T09:00:00.000Z' } });
    await bobs.byId.deliver(bobs.feed());
    expect((await bobs.view('1'))?.view).toMatchObject({ status: 'shipped', shippedAt: '2026-05-02T09:00:00.000Z' });
  });

  it('rounds each line for itself and adds up', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.byId.deliver(bobs.feed());
    expect((await bobs.view('1'))?.view).toMatchObject({
      gross: 3540,
      net: 3411,
      lines: [{ net: 2250 }, { net: 1161 }],
    });
  });

  it('names what changed in a line by the sku of the line', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place, commands.changeTea(6));
    const found = await bobs.system.pastOf(ordersById).difference(clerk, '1', { version: 1 }, { version: 2 });
    expect(found?.changes).toEqual([
      { path: 'lines[tea].quantity', from: 5, to: 6 },
      { path: 'lines[tea].net', from: 2250, to: 2700 },
      { path: 'gross', from: 3540, to: 3990 },
      { path: 'net', from: 3411, to: 3861 },
    ]);
  });
});

describe('the orders of a customer', () => {
  it('are listed newest first, and those of others are not', async () => {
    const bobs = shop();
    const { place } = commands;
    const placedAt = (day: number) => ({
      ...place,
      data: { ...place.data, placedAt: `2026-05-0${day}T09:00:00.000Z` },
    });
    await bobs.send('1', placedAt(1));
    await bobs.send('2', placedAt(2));
    await bobs.send('3', { ...place, data: { ...place.data, customerId: 'eve' } });
    await bobs.byCustomer.deliver(bobs.feed());
    const { items } = await bobs.customers.list({ partition: 'bob', limit: 10 });
    expect(items.map(({ view }) => view.orderId)).toEqual(['2', '1']);
  });
});
