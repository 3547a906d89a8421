import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './client.ts';
import { openShop, outcomeOf, type OpenShop } from './shopping.ts';

let shop: OpenShop;

const fiveTeas = { productId: 'tea', quantity: 5, unitPrice: 450 };
const oneCake = { productId: 'cake', quantity: 1, unitPrice: 1290 };
const items = [fiveTeas, oneCake];

beforeAll(async () => {
  shop = await openShop();
  await shop.offer({ tea: 450, cake: 1290 });
});
afterAll(() => shop.system.stop());

const typesOf = async (entity: string) => (await shop.historyOf(entity)).map(({ type }) => type);

/** Nothing was bought with this cart: it is as open as before, and there is no order. */
const expectNothingBought = async (cart: string): Promise<void> => {
  expect(await typesOf(`carts/${cart}`)).not.toContain('CartCheckedOut');
  expect((await shop.ask(`orders/cart-${cart}/history`)).status).toBe(404);
};

describe('A cart that is checked out', () => {
  it('becomes the order that it names, with its lines, its prices and the moment of the check-out', async () => {
    await shop.fill('1', items);
    expect(outcomeOf(await shop.checkOut('1', items, 'France'))).toBe('done');
    expect((await shop.ask('carts/1?minVersion=3')).body).toMatchObject({
      ...{ status: 'checked-out', orderId: 'cart-1', country: 'France', total: 3540 },
      items: [{ ...fiveTeas, gross: 2250 }, oneCake],
    });
    const checkedOut = (await shop.historyOf('carts/1')).at(-1);
    expect(await shop.orderOf('1')).toMatchObject({
      ...{ customerId: 'bob', status: 'placed', country: 'France', placedAt: checkedOut?.at, net: 3540 },
      lines: items.map((item) => ({ ...item, sku: item.productId })),
    });
    const placed = await shop.historyOf('orders/cart-1');
    expect(placed.map(({ type, actor }) => [type, actor])).toEqual([['OrderPlaced', 'process:checkout']]);
  });

  it('becomes one order, however many check it out at once and again', async () => {
    await shop.fill('2', items);
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.checkOut('2', items)));
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => 'done'));
    expect(answers.flatMap(({ body }) => (body as { events: unknown[] }).events)).toHaveLength(1);
    await shop.orderOf('2');
    expect(outcomeOf(await shop.checkOut('2', items))).toBe('done');
    expect(await typesOf('carts/2')).toEqual(['CartItemAdded', 'CartItemAdded', 'CartCheckedOut']);
    expect(await typesOf('orders/cart-2')).toEqual(['OrderPlaced']);
    const { body } = await eventually(
      () => shop.ask('orders?customerId=bob'),
      (listed) => (listed.body as { items: unknown[] }).items.length >= 2,
    );
    expect((body as { items: unknown[] }).items).toHaveLength(2);
  });

  it('is closed: it takes nothing any more, and names its order', async () => {
    await shop.fill('closed', [fiveTeas]);
    expect(outcomeOf(await shop.checkOut('closed', [fiveTeas]))).toBe('done');
    for (const [path, body] of [
      ['add-item', { customerId: 'bob', productId: 'cake', quantity: 1 }],
      ['change-quantity', { productId: 'tea', quantity: 6 }],
      ['remove-item', { productId: 'tea' }],
      ['check-out', { items: [fiveTeas], country: 'France' }],
    ] as const)
      expect(await shop.send(`carts/closed/${path}`, body)).toMatchObject({
        status: 422,
        body: { type: 'urn:annal:problem:cart-already-checked-out', orderId: 'cart-closed' },
      });
    expect(await typesOf('carts/closed')).toEqual(['CartItemAdded', 'CartCheckedOut']);
  });
});

describe('Nothing is bought', () => {
  it('at a price that has changed since; it is told, and agreed to anew', async () => {
    await shop.offer({ coffee: 700 });
    const coffee = { productId: 'coffee', quantity: 2, unitPrice: 700 };
    await shop.fill('3', [coffee, oneCake]);
    await shop.change('coffee', 'change-price', { unitPrice: 650 });
    await shop.change('coffee', 'change-price', { unitPrice: 800 });
    expect(await shop.checkOut('3', [coffee, oneCake])).toMatchObject({
      status: 422,
      body: {
        type: 'urn:annal:problem:offers-changed',
        changes: [{ productId: 'coffee', from: 700, to: 800 }],
      },
    });
    await expectNothingBought('3');
    expect(outcomeOf(await shop.checkOut('3', [{ ...coffee, unitPrice: 800 }, oneCake]))).toBe('done');
    expect(await shop.orderOf('3')).toMatchObject({
      lines: [{ productId: 'coffee', unitPrice: 800 }, { unitPrice: 1290 }],
    });
  });

  it('of a product that is discontinued; the rest is', async () => {
    await shop.offer({ pie: 300 });
    const pie = { productId: 'pie', quantity: 1, unitPrice: 300 };
    await shop.fill('4', [pie, oneCake]);
    await shop.change('pie', 'discontinue', {});
    expect(await shop.checkOut('4', [pie, oneCake])).toMatchObject({
      status: 422,
      body: {
        type: 'urn:annal:problem:offers-changed',
        changes: [{ productId: 'pie', from: 300, isOffered: false }],
      },
    });
    await expectNothingBought('4');
    await shop.done('carts/4/remove-item', { productId: 'pie' });
    expect(outcomeOf(await shop.checkOut('4', [oneCake]))).toBe('done');
    expect(await shop.orderOf('4')).toMatchObject({ lines: [{ productId: 'cake' }], net: 1290 });
  });

  it('by a confirmation of what was in the cart before', async () => {
    await shop.fill('5', items);
    await shop.done('carts/5/change-quantity', { productId: 'tea', quantity: 6 });
    expect(await shop.checkOut('5', items)).toMatchObject({
      status: 422,
      body: {
        type: 'urn:annal:problem:cart-differs',
        items: [
          { productId: 'tea', quantity: 6 },
          { productId: 'cake', quantity: 1 },
        ],
      },
    });
    await expectNothingBought('5');
  });

  it('with an empty cart, with none, and with somebody else’s', async () => {
    await shop.fill('6', [fiveTeas]);
    const body = { items: [fiveTeas] };
    expect(outcomeOf(await shop.send('carts/6/check-out', body, shop.eve))).toBe('cart-not-begun');
    expect(outcomeOf(await shop.send('carts/none/check-out', body))).toBe('cart-not-begun');
    await shop.done('carts/6/remove-item', { productId: 'tea' });
    expect(outcomeOf(await shop.send('carts/6/check-out', body))).toBe('cart-empty');
    await expectNothingBought('6');
  });

  it('by somebody who is not registered', async () => {
    await shop.done('carts/eves/add-item', { customerId: 'eve', productId: 'tea', quantity: 5 }, shop.eve);
    expect(outcomeOf(await shop.send('carts/eves/check-out', { items: [fiveTeas] }, shop.eve))).toBe(
      'buyer-not-registered',
    );
  });
});

describe('A check-out that races', () => {
  const rounds = Array.from({ length: 8 }, (_, round) => `${round}`);

  it('with a change of the cart sells what was agreed to, or nothing', async () => {
    const race = async (round: string): Promise<readonly string[]> => {
      const cart = `changing-${round}`;
      await shop.fill(cart, [fiveTeas]);
      const change = shop.send(`carts/${cart}/change-quantity`, { productId: 'tea', quantity: 6 });
      const outcomes = (await Promise.all([shop.checkOut(cart, [fiveTeas]), change])).map(outcomeOf);
      if (outcomes[0] === 'done') expect(await shop.orderOf(cart)).toMatchObject({ lines: [{ quantity: 5 }] });
      else await expectNothingBought(cart);
      return outcomes;
    };
    for (const outcomes of await Promise.all(rounds.map(race)))
      expect([
        ['done', 'cart-already-checked-out'],
        ['cart-differs', 'done'],
      ]).toContainEqual(outcomes);
  });

  it('with a change of the price sells at the price that was agreed to, or tells the new one', async () => {
    const race = async (round: string, isLate: boolean): Promise<void> => {
      const [cart, productId] = [`pricing-${round}`, `mate-${round}`];
      await shop.offer({ [productId]: 450 });
      const item = { productId, quantity: 1, unitPrice: 450 };
      await shop.fill(cart, [item]);
      // The catalogue shows the new price at some moment of this, or before a late check-out.
      const changed = shop.change(productId, 'change-price', { unitPrice: 500 });
      if (isLate) await changed;
      const [sold] = await Promise.all([shop.checkOut(cart, [item]), changed]);
      if (sold.status === 200) expect(await shop.orderOf(cart)).toMatchObject({ lines: [{ unitPrice: 450 }] });
      else {
        expect(sold).toMatchObject({ status: 422, body: { changes: [{ productId, from: 450, to: 500 }] } });
        await expectNothingBought(cart);
      }
    };
    await Promise.all(rounds.map((round, n) => race(round, n % 2 === 1)));
  });
});

describe('A check-out whose order id another order has', () => {
  const reason = 'There is another order under the id that this cart was to become.';

  it('fails, and the cart says why to its customer, from then on', async () => {
    const line = { sku: 'gift', name: 'Gift', unitPrice: 1, quantity: 1 };
    const other = { customerId: 'dora', currency: 'EUR', lines: [line] };
    await shop.done('orders/cart-taken/place', other, shop.clerk);
    await shop.fill('taken', items);
    expect(outcomeOf(await shop.checkOut('taken', items))).toBe('done');
    const { body } = await eventually(
      () => shop.ask('carts/taken'),
      (seen) => (seen.body as { status: string }).status === 'check-out-failed',
    );
    expect(body).toMatchObject({ failure: reason, total: 3540 });
    expect(body).not.toHaveProperty('orderId');
    expect(await shop.send('carts/taken/add-item', { customerId: 'bob', productId: 'pie', quantity: 1 })).toMatchObject(
      {
        status: 422,
        body: { type: 'urn:annal:problem:cart-check-out-failed', reason },
      },
    );
    expect(await shop.ask('orders/cart-taken', shop.clerk)).toMatchObject({ body: { customerId: 'dora', net: 1 } });
    expect((await shop.historyOf('carts/taken')).at(-1)).toMatchObject({
      ...{ type: 'CartCheckOutFailed', actor: 'process:checkout', data: { reason } },
      changes: expect.arrayContaining([{ path: 'status', from: 'checked-out', to: 'check-out-failed' }]),
    });
  });

  it('is found among what the process has done', async () => {
    const { body } = await eventually(
      () => shop.ask('activity?actor=process:checkout', shop.auditor),
      (found) => JSON.stringify(found.body).includes('CartCheckOutFailed'),
    );
    const { items: entries } = body as { items: readonly { readonly type: string }[] };
    expect(entries.find(({ type }) => type === 'CartCheckOutFailed')).toMatchObject({
      ...{ category: 'cart', entityId: 'taken' },
      changes: expect.arrayContaining([{ path: 'failure', to: reason }]),
    });
  });

  it('is listed with the carts of that status', async () => {
    expect((await shop.ask('carts?status=check-out-failed')).body).toMatchObject({ items: [{ cartId: 'taken' }] });
  });
});
