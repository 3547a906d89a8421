import { beforeEach, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { inMemorySearchStore } from '../../../adapters/search/index.ts';
import { heardContracts } from '../../../consumers/search/facts.ts';
import { kinds, type SearchStore } from '../../../consumers/search/search-index.ts';
import { searcher } from '../../../consumers/search/searcher.ts';
import serviceBus from '../../../infra/service-bus.json' with { type: 'json' };
import { aboutCustomer, aboutOrder, aboutProduct, added, placed, renamed } from './search-messages.ts';

let store: SearchStore;
beforeEach(() => {
  store = inMemorySearchStore();
});

const take = async (...messages: readonly CloudEvent[]) => {
  const outcomes = [];
  for (const message of messages) outcomes.push(await searcher(store).handle(message));
  return outcomes;
};
const find = async (...words: readonly string[]) =>
  (await store.index.search({ words, kinds, equal: {} }, { limit: 100 })).items;
const idsOf = async (...words: readonly string[]) => (await find(...words)).map(({ kind, id }) => `${kind} ${id}`);

describe('The search consumer', () => {
  it('finds a product by its name and category, with its price, until it is discontinued', async () => {
    await take(added('p1', 'Chai'), aboutProduct('p1', 2, 'price-changed', { from: 1_800, to: 2_000 }));
    expect(await find('beverages')).toMatchObject([{ kind: 'product', id: 'p1', title: 'Chai', unitPrice: 2_000 }]);
    await take(aboutProduct('p1', 3, 'discontinued'));
    expect(await find('chai')).toEqual([]);
  });

  it('finds an order by its products and its id, in the status that it has', async () => {
    await take(placed('o1', 'ada', { p1: 'Chai' }), aboutOrder('o1', 2, 'confirmed'), aboutOrder('o1', 3, 'paid'));
    for (const word of ['chai', 'o1'])
      expect(await find(word)).toMatchObject([{ kind: 'order', id: 'o1', status: 'paid', customerId: 'ada' }]);
    await take(aboutOrder('o1', 4, 'cancelled', { reason: 'late' }));
    expect(await find('chai')).toMatchObject([{ status: 'cancelled' }]);
  });

  it('does not find an order by a line that was removed', async () => {
    await take(placed('o1', 'ada', { p1: 'Chai', p2: 'Tofu' }), aboutOrder('o1', 2, 'line-removed', { sku: 'sku-p1' }));
    expect([await find('chai'), await idsOf('tofu')]).toEqual([[], ['order o1']]);
  });

  it('finds an order by the new name of a product and by the one that it was ordered under', async () => {
    await take(added('p1', 'Chai'), placed('o1', 'ada', { p1: 'Chai' }), placed('o2', 'bob', { p2: 'Tofu' }));
    await take(renamed('p1', 2, 'Masala'));
    expect(await idsOf('masala')).toEqual(['product p1', 'order o1']);
    expect(await idsOf('chai')).toEqual(['order o1']);
  });

  it('finds an order by the new name of a product also when the rename came first', async () => {
    await take(added('p1', 'Chai'), renamed('p1', 2, 'Masala'), placed('o1', 'ada', { p1: 'Chai' }));
    expect(await idsOf('masala')).toEqual(['product p1', 'order o1']);
  });

  it('renames a product in more orders than it reads at a time', async () => {
    await take(...Array.from({ length: 230 }, (_, n) => placed(`o${n}`, 'ada', { p1: 'Chai' })));
    await take(renamed('p1', 2, 'Masala'));
    const numbers = Array.from({ length: 230 }, (_, n) => n);
    const missing = await Promise.all(
      numbers.map(async (n) => (await find(`o${n}`)).every(({ title }) => title !== 'Chai, Masala')),
    );
    expect(missing.filter(Boolean)).toEqual([]);
  });

  it('finds a customer by its id and country, and not after it was erased', async () => {
    await take(aboutCustomer('ada', 1, 'registered', { country: 'Sweden' }));
    expect(await idsOf('sweden')).toEqual(['customer ada']);
    await take(aboutCustomer('ada', 2, 'address-changed', { country: 'Norway' }));
    expect([await idsOf('sweden'), await idsOf('norway')]).toEqual([[], ['customer ada']]);
    await take(aboutCustomer('ada', 3, 'erased'));
    expect(await take(aboutCustomer('ada', 2, 'address-changed', { country: 'Norway' }))).toEqual(['known']);
    expect(await idsOf('norway', 'ada')).toEqual([]);
  });

  it('says what a message came to', async () => {
    const quantity = aboutOrder('o1', 2, 'quantity-changed', { sku: 'sku-p1', from: 1, to: 2 });
    expect(await take(added('p1', 'Chai'), added('p1', 'Chai'), quantity)).toEqual([
      ...['indexed', 'known', 'not-applicable'],
    ]);
  });

  it('gives up on a message that breaks its contract', async () => {
    const broken = { ...added('p1', 'Chai'), data: { productId: 'p1' } };
    await expect(searcher(store).handle(broken)).rejects.toThrow(Undeliverable);
  });

  it('is sent the contracts that it reads, and no other', () => {
    const [rule] = serviceBus.topics.flatMap(({ subscriptions }) =>
      subscriptions.filter(({ name }) => name === 'search').flatMap(({ rules }) => rules),
    );
    const named = [...(rule?.properties.sqlFilter.sqlExpression ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(heardContracts.toSorted());
  });
});
