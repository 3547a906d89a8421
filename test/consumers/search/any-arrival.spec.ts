import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { inMemorySearchStore } from '../../../adapters/search/index.ts';
import { kinds, type SearchStore } from '../../../consumers/search/search-index.ts';
import { searcher } from '../../../consumers/search/searcher.ts';
import { inTurns } from '../../support/in-turns.ts';
import { aboutCustomer, aboutOrder, aboutProduct, added, placed, renamed } from './search-messages.ts';

const messages: readonly CloudEvent[] = [
  added('p1', 'Chai'),
  renamed('p1', 2, 'Masala'),
  renamed('p1', 3, 'Oolong'),
  added('p2', 'Tofu'),
  aboutProduct('p2', 2, 'discontinued'),
  renamed('p2', 3, 'Miso'),
  placed('o1', 'ada', { p1: 'Chai', p2: 'Tofu' }),
  aboutOrder('o1', 2, 'line-removed', { sku: 'sku-p2' }),
  aboutOrder('o1', 3, 'confirmed'),
  placed('o2', 'bob', { p1: 'Chai' }),
  aboutOrder('o2', 2, 'cancelled', { reason: 'late' }),
  aboutCustomer('ada', 1, 'registered', { country: 'Sweden' }),
  aboutCustomer('ada', 2, 'erased'),
];

/** All that can be found. */
const everything = async ({ index }: SearchStore) => {
  const words = ['chai', 'masala', 'oolong', 'tofu', 'miso', 'o1', 'o2', 'ada', 'sweden', 'beverages'];
  const { items } = await index.search({ words, kinds, equal: {} }, { limit: 100 });
  return items.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

const inOrder = async () => {
  const store = inMemorySearchStore();
  for (const message of messages) await searcher(store).handle(message);
  return everything(store);
};

it('The index is the same in whatever order messages arrive, and however often', async () => {
  const expected = await inOrder();
  expect(expected.map(({ id, title }) => [id, title])).toEqual([
    ['o1', 'Chai, Oolong'],
    ['o2', 'Chai, Oolong'],
    ['p1', 'Oolong'],
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...messages, ...messages], { minLength: messages.length * 2 }),
      async (arriving) => {
        const store = inMemorySearchStore();
        for (const message of arriving) await searcher(store).handle(message);
        expect(await everything(store)).toEqual(expected);
      },
    ),
    { numRuns: 50 },
  );
});

it('The index is the same when messages of all sessions are taken at once, by two instances', async () => {
  const expected = await inOrder();
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.shuffledSubarray([...messages], { minLength: messages.length }),
      async (scheduler, arriving) => {
        const store = inMemorySearchStore();
        const racing: SearchStore = {
          index: inTurns(scheduler, store.index),
          references: inTurns(scheduler, store.references),
        };
        const instances = [searcher(racing), searcher(racing)];
        const all = Promise.all(instances.flatMap((instance) => arriving.map((message) => instance.handle(message))));
        await scheduler.waitFor(all);
        expect(await everything(store)).toEqual(expected);
      },
    ),
    { numRuns: 50 },
  );
});
