import type { Consumer } from '../../application/consumers/consumer.ts';
import { inParallel } from '../../application/in-parallel.ts';
import { factOf } from './facts.ts';
import { nameField } from './indexed-document.ts';
import type { Fact } from './registers.ts';
import type { ProductName, SearchStore, Subject } from './search-index.ts';

/** The outcome of a message: the index has changed, it knew that already, or the contract does not concern search. */
export type SearchOutcome = 'indexed' | 'known' | 'not-applicable';

/** How many orders of one product are read at a time, and how many of them are changed at once. */
const ordersInPage = 100;
const ordersAtOnce = 8;

/**
 * The search consumer: keeps a full-text index of orders, products and customers, in which each field remembers the version that has set it.
 * So it needs no inbox: messages may come repeatedly, late, and those of an order before those of its products. Throws
 * {@link Undeliverable} on a message that breaks its contract.
 */
export const searcher = (store: SearchStore) =>
  ({
    name: 'search',
    handle: async (event): Promise<SearchOutcome> => {
      const told = factOf(event);
      if (told === undefined) return 'not-applicable';
      const { subject, ...fact } = told;
      const outcome = await store.index.put(subject, fact);
      await followReferences(store, subject, fact);
      return outcome === 'changed' ? 'indexed' : 'known';
    },
  }) satisfies Consumer;

/** Repeated with the message, also where the index knew it: the process may have ended between the two. */
const followReferences = async (store: SearchStore, { kind, id }: Subject, { at, values }: Fact): Promise<void> => {
  const { lines, name } = values;
  if (kind === 'order' && Array.isArray(lines)) await nameProductsOf(store, id, productsIn(lines));
  if (kind === 'product' && typeof name === 'string') await renameInOrders(store, id, { name, at });
};

const productsIn = (lines: readonly { readonly productId?: string }[]): readonly string[] => [
  ...new Set(lines.flatMap(({ productId }) => productId ?? [])),
];

const nameProductsOf = ({ index, references }: SearchStore, orderId: string, products: readonly string[]) =>
  inParallel(ordersAtOnce, products, async (productId) => {
    const named = await references.refer(productId, orderId);
    if (named !== undefined) await index.put({ kind: 'order', id: orderId }, nameFact(productId, named));
  });

const renameInOrders = async ({ index, references }: SearchStore, productId: string, named: ProductName) => {
  await references.rename(productId, named);
  let after: string | undefined;
  do {
    const orders = await references.ordersOf(productId, after, ordersInPage);
    await inParallel(ordersAtOnce, orders, (id) => index.put({ kind: 'order', id }, nameFact(productId, named)));
    after = orders.at(-1);
  } while (after !== undefined);
};

const nameFact = (productId: string, { name, at }: ProductName): Fact => ({
  at,
  values: { [nameField(productId)]: name },
});
