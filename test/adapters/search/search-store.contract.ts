import { describe, expect, it } from 'vitest';
import { UnknownContinuation } from '../../../application/paging.ts';
import { deleted, type Fact } from '../../../consumers/search/registers.ts';
import { kinds, mostHits, type Search, type SearchStore } from '../../../consumers/search/search-index.ts';

const product = (name: string, others: Fact['values'] = {}): Fact['values'] => ({
  ...{ name, category: 'Beverages', unitPrice: 1800, currency: 'EUR' },
  ...others,
});
const order = (customerId: string, ...names: readonly string[]): Fact['values'] => ({
  ...{ customerId, status: 'placed', currency: 'EUR', placedAt: '2026-05-04T10:00:00.000Z' },
  lines: names.map((name) => ({ sku: name, name })),
});
const asked = (words: readonly string[], others: Partial<Search> = {}): Search => ({
  words,
  kinds,
  equal: {},
  ...others,
});

/** What every store of search promises. `make` gives an empty one. */
export const searchStoreContract = (name: string, make: () => Promise<SearchStore>): void => {
  const filled = async (...facts: readonly (readonly ['order' | 'product' | 'customer', string, Fact['values']])[]) => {
    const store = await make();
    for (const [kind, id, values] of facts) await store.index.put({ kind, id }, { at: 1, values });
    const find = async (search: Search, limit = 100) =>
      (await store.index.search(search, { limit })).items.map(({ kind, id }) => `${kind} ${id}`);
    return { ...store, find };
  };

  describe(`${name} keeps the promises of a search index`, () => {
    it('finds what has any of the words, in any case, and nothing else', async () => {
      const { find } = await filled(
        ['product', '1', product('Chai')],
        ['product', '2', product('Chang')],
        ['order', '3', order('ada', 'Chai', 'Longlife Tofu')],
      );
      expect(await find(asked(['chai']))).toEqual(['product 1', 'order 3']);
      expect(await find(asked(['chai', 'chang']), 1)).toEqual(['product 2']);
      expect(await find(asked(['coffee']))).toEqual([]);
    });

    it('finds nothing where nothing is, and where everything was deleted', async () => {
      const { index, find } = await filled();
      expect(await find(asked(['chai']))).toEqual([]);
      await index.put({ kind: 'product', id: '1' }, { at: 1, values: { [deleted]: true } });
      expect(await find(asked(['chai']))).toEqual([]);
    });

    it('shows what a document is about, as it was told', async () => {
      const { index } = await filled(['product', '1', product('Chai')], ['order', '2', order('ada', 'Tofu')]);
      expect((await index.search(asked(['chai']), { limit: 1 })).items).toEqual([
        { kind: 'product', id: '1', title: 'Chai', category: 'Beverages', unitPrice: 1800, currency: 'EUR' },
      ]);
      expect((await index.search(asked(['tofu']), { limit: 1 })).items).toEqual([
        {
          ...{ kind: 'order', id: '2', title: 'Tofu', status: 'placed', customerId: 'ada', currency: 'EUR' },
          placedAt: '2026-05-04T10:00:00.000Z',
        },
      ]);
    });

    it('takes what looks like an operator for a word', async () => {
      const { find } = await filled(['product', '1', product('not null and select')], ['product', '2', product('x')]);
      expect(await find(asked(['select']))).toEqual(['product 1']);
    });

    it('finds what is within filters and reach', async () => {
      const { find } = await filled(
        ['product', '1', product('Chai')],
        ['product', '2', product('Chai', { category: 'Tea' })],
        ['order', '3', order('ada', 'Chai')],
        ['order', '4', order('bob', 'Chai')],
        ['customer', 'ada', { customerId: 'ada', country: 'Sweden' }],
        ['customer', 'bob', { customerId: 'bob', country: 'Sweden' }],
      );
      expect(await find(asked(['chai'], { kinds: ['order'], equal: { customerId: 'bob' } }))).toEqual(['order 4']);
      expect(await find(asked(['chai'], { equal: { category: 'Tea' } }))).toEqual(['product 2']);
      const own = await find(asked(['chai', 'sweden'], { ownedBy: 'ada' }));
      expect(own.toSorted()).toEqual(['customer ada', 'order 3', 'product 1', 'product 2']);
    });

    it('gives everything once, page by page, whatever changes in between', async () => {
      const { index } = await filled(
        ...Array.from({ length: 25 }, (_, n) => ['product', `p${n}`, product(`tea ${'leaf '.repeat(n)}`)] as const),
      );
      const search = asked(['tea']);
      const first = await index.search(search, { limit: 10 });
      const best = { kind: 'product', id: 'newcomer' } as const;
      await index.put(best, { at: 1, values: product('tea tea tea') }); // would move all others by one place
      const second = await index.search(search, { limit: 10, continuation: first.continuation ?? '' });
      const third = await index.search(search, { limit: 10, continuation: second.continuation ?? '' });
      const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
      expect(new Set(ids).size).toBe(26);
      expect(ids).toHaveLength(26);
      expect(second.items[0]?.id).toBe('newcomer');
      expect(third.continuation).toBeUndefined();
    });

    it('refuses a continuation of another search, and what is none', async () => {
      const { index } = await filled(['product', '1', product('tea')], ['product', '2', product('tea leaf')]);
      const { continuation = '' } = await index.search(asked(['tea']), { limit: 1 });
      for (const [search, given] of [
        [asked(['leaf']), continuation],
        [asked(['tea'], { ownedBy: 'ada' }), continuation],
        [asked(['tea']), 'none'],
      ] as const)
        await expect(index.search(search, { limit: 1, continuation: given })).rejects.toThrow(UnknownContinuation);
    });

    it(`ends after ${mostHits} hits`, async () => {
      const store = await make();
      await Promise.all(
        Array.from({ length: mostHits + 5 }, (_, n) =>
          store.index.put({ kind: 'product', id: `p${n}` }, { at: 1, values: product(`tea ${n}`) }),
        ),
      );
      const first = await store.index.search(asked(['tea']), { limit: 60 });
      const { items, ...rest } = await store.index.search(asked(['tea']), {
        ...{ limit: 60, continuation: first.continuation ?? '' },
      });
      expect([first.items.length + items.length, rest]).toEqual([mostHits, {}]);
    });

    it('keeps in each field what the highest version says, and what was deleted stays so', async () => {
      const { index, find } = await filled(['product', '1', product('Chai')]);
      const subject = { kind: 'product', id: '1' } as const;
      expect(await index.put(subject, { at: 3, values: { name: 'Masala' } })).toBe('changed');
      expect(await index.put(subject, { at: 3, values: { name: 'Masala' } })).toBe('known');
      expect(await index.put(subject, { at: 2, values: { name: 'Oolong' } })).toBe('known');
      expect(await find(asked(['masala', 'oolong', 'chai']))).toEqual(['product 1']);
      expect(await find(asked(['oolong', 'chai']))).toEqual([]);
      expect(await index.put(subject, { at: 5, values: { [deleted]: true } })).toBe('changed');
      expect(await index.put(subject, { at: 6, values: product('Masala') })).toBe('known');
      expect(await find(asked(['masala']))).toEqual([]);
    });

    it('does not find what was only told in part', async () => {
      const { index, find } = await filled();
      await index.put({ kind: 'product', id: '1' }, { at: 2, values: { name: 'Chai' } });
      expect(await find(asked(['chai']))).toEqual([]);
      await index.put({ kind: 'product', id: '1' }, { at: 1, values: product('Chang') });
      expect(await find(asked(['chai']))).toEqual(['product 1']);
    });

    it('loses none of many facts that come at the same moment', async () => {
      const { index, find } = await filled(['order', '1', order('ada', 'Chai')]);
      const names = Array.from({ length: 8 }, (_, n) => `Name${n}`);
      const lines = names.map((productId) => ({ sku: productId, name: 'Tofu', productId }));
      await index.put({ kind: 'order', id: '1' }, { at: 2, values: { lines } });
      await Promise.all(
        names.map((each) => index.put({ kind: 'order', id: '1' }, { at: 1, values: { [`name:${each}`]: each } })),
      );
      for (const each of names) expect(await find(asked([each.toLowerCase()]))).toEqual(['order 1']);
    });
  });

  describe(`${name} keeps the promises of references`, () => {
    it('knows the newest name of a product, and the orders that name it', async () => {
      const { references } = await make();
      expect(await references.refer('p', 'o2')).toBeUndefined();
      await references.rename('p', { name: 'Chai', at: 3 });
      await references.rename('p', { name: 'Chang', at: 2 });
      expect(await references.refer('p', 'o1')).toEqual({ name: 'Chai', at: 3 });
      await references.refer('p', 'o1');
      await references.refer('p', 'o3');
      await references.refer('q', 'o4');
      expect(await references.ordersOf('p', undefined, 2)).toEqual(['o1', 'o2']);
      expect(await references.ordersOf('p', 'o2', 2)).toEqual(['o3']);
    });
  });
};
