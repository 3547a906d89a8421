import type { Database } from '@azure/cosmos';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosmosEventStore } from '../../../adapters/cosmos/index.ts';
import type { CommandOutcome } from '../../../application/commands/command-outcome.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import { cart, cartsById, type CartCommand, type CartEvent, type CartRejection } from '../../../domain/cart/index.ts';
import { customer } from '../../../domain/customer/index.ts';
import { product, productsById, type ProductCommand } from '../../../domain/product/index.ts';
import { asBob, specTime as at } from '../../support/as-bob.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';
import { clerk } from '../../support/readers.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { ada } from '../customer/customer-examples.ts';
import { instanceOver } from '../instance.ts';
import { cartCommand } from './cart-commands.ts';
import { cake, inShop, tea } from './cart-examples.ts';

const cosmos = useLocalCosmos();

/** What is done with one instance. */
const processOver = (database: Database, keys: ReturnType<typeof keysOverMemory>) => {
  const system = instanceOver(database, keys);
  const { handlerOf } = system;
  const asked = (entityId: string, id: string) => ({ entityId, reach: 'all' as const, provenance: asBob(id) });
  return {
    send: (cartId: string, command: CartCommand, id: string) => handlerOf(cart)({ ...asked(cartId, id), command }),
    register: () =>
      handlerOf(customer)({ ...asked('bob', 'register'), command: { type: 'RegisterCustomer', data: ada, at } }),
    change: (productId: string, command: ProductCommand, id: string) =>
      handlerOf(product)({ ...asked(productId, id), command }),
    follow: (view: string, commits: readonly unknown[]) => subscriberOf(system, view).deliver(commits),
    view: (id: string) => system.readerOf(cartsById).for(clerk).read({ id, partition: id }),
  };
};

/** What may come in at the same time: whatever callers send; only the process says that a check-out has failed. */
const raced = fc.record({
  command: cartCommand.filter(({ type }) => type !== 'FailCartCheckOut'),
  process: fc.integer({ min: 0, max: 2 }),
  isRepeated: fc.boolean(),
});

/** What the events alone say is in the cart, after each of them, by somebody who knows no state. Throws where that cannot be. */
const countItems = (history: readonly CartEvent[]) => {
  const items = new Map<string, number>();
  let isClosed = false;
  return history.map((event) => {
    if (isClosed) throw new Error('Something has happened to a closed cart.');
    switch (event.type) {
      case 'CartItemAdded':
        if (items.has(event.data.productId)) throw new Error('It was added twice.');
        items.set(event.data.productId, event.data.quantity);
        break;
      case 'CartItemQuantityChanged':
        if (items.get(event.data.productId) !== event.data.from) throw new Error('There were not so many before.');
        items.set(event.data.productId, event.data.to);
        break;
      case 'CartItemRemoved':
        if (!items.delete(event.data.productId)) throw new Error('It was not there.');
        break;
      case 'CartCheckedOut':
      case 'CartCheckOutFailed':
        isClosed = true;
    }
    return new Map(items);
  });
};

/** Holds that an answer is what the rules say on one of the states that the cart had, at one of the prices that the tea had. */
const expectLawful = (
  outcome: CommandOutcome<CartRejection>,
  { command, id }: { readonly command: CartCommand; readonly id: string },
  history: readonly CartEvent[],
) => {
  const states = [...history.keys(), history.length].map((n) => history.slice(0, n).reduce(cart.evolve, cart.initial));
  const known = [450, 500].map((unitPrice) => ({ ...inShop({ tea: { ...tea, unitPrice } }), entityId: id }));
  const decisions = states.map((state) => known.map((context) => cart.decide(command, state, context)));
  if (outcome.outcome === 'accepted' && outcome.events.length > 0)
    expect(decisions[outcome.version - 1]).toContainEqual({ accepted: true, events: [history[outcome.version - 1]] });
  else if (outcome.outcome === 'accepted')
    expect(decisions[outcome.version]).toContainEqual({ accepted: true, events: [] });
  else if (outcome.outcome === 'rejected')
    expect(decisions.flat()).toContainEqual({ accepted: false, rejection: outcome.rejection });
  else expect.fail(`${command.type} ended as ${outcome.outcome}.`);
};

describe('A cart that several instances fill and check out at the same time', () => {
  let processes: readonly ReturnType<typeof processOver>[];
  const by = (index: number) => processes[index % 3] ?? expect.fail(`There is no process ${index}.`);
  let eventStore: ReturnType<typeof cosmosEventStore>;
  let runs = 0;

  const priceTea = (unitPrice: number, process: number, id: string) =>
    by(process).change('tea', { type: 'ChangeProductPrice', data: { unitPrice }, at }, id);

  /** The catalogue shows tea at 4.50; a change that is not followed is in the stream alone. */
  const beginRun = async (id: string): Promise<void> => {
    await priceTea(450, 0, `${id}-cheap`);
    for (const productId of ['tea', 'cake'])
      await by(0).follow(productsById.name, await eventStore.read(streamIdOf('product', productId)));
  };

  beforeAll(async () => {
    const { id } = await cosmos.freshDatabase();
    const keys = keysOverMemory();
    processes = [1, 2, 3].map(() => processOver(cosmos.connect().database(id), keys));
    eventStore = cosmosEventStore(cosmos.connect().database(id));
    await by(0).register();
    for (const [productId, { name, category, currency, unitPrice }] of Object.entries({ tea, cake })) {
      const data = { name, category, currency, unitPrice };
      await by(0).change(productId, { type: 'AddProduct', data, at }, 'add');
    }
  });

  it('has what its events say, is sold once and as it was agreed to, and answers everybody by its rules', async () => {
    const sales: number[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(raced, { minLength: 8, maxLength: 20 }), async (asked) => {
        const id = `raced-${(runs += 1)}`;
        await beginRun(id);
        const calls = asked.flatMap(({ command, process, isRepeated }, index) =>
          (isRepeated ? [process, process + 1] : [process]).map((to) => ({ to, command, id, as: `raced-${index}` })),
        );
        const filling = calls.map((call) => by(call.to).send(id, call.command, call.as));
        const [filled] = await Promise.all([Promise.all(filling), priceTea(500, 1, `${id}-dear`)]);

        const state = decodeCommits(cart.events, await eventStore.read(streamIdOf('cart', id)))
          .map(({ event }) => event)
          .reduce(cart.evolve, cart.initial);
        const items = state.status === 'open' ? state.items : [];
        // Everybody checks out what there is, at either price of the tea, while somebody takes it out.
        const buying = [0, 1, 2, 3, 4, 5].map((n) => {
          const priced = items.map((each) => {
            const unitPrice = each.productId === 'tea' ? [450, 500][n % 2] : undefined;
            return { ...each, unitPrice: unitPrice ?? each.unitPrice };
          });
          const command: CartCommand = { type: 'CheckOutCart', data: { items: priced }, at };
          return { to: n, command, id, as: `sold-${n}` };
        });
        const removal: CartCommand = { type: 'RemoveCartItem', data: { productId: 'tea' }, at };
        const wave = [...buying, { to: 1, command: removal, id, as: 'removed' }];
        const bought = await Promise.all(wave.map((call) => by(call.to).send(id, call.command, call.as)));

        const commits = await eventStore.read(streamIdOf('cart', id));
        const history = decodeCommits(cart.events, commits).map(({ event }) => event);
        const counted = countItems(history);
        expect(new Set(commits.map(({ commandId }) => commandId)).size).toBe(commits.length);
        const sold = history.find((event) => event.type === 'CartCheckedOut');
        if (sold !== undefined) {
          sales.push(sold.data.lines.length);
          expect(new Map(sold.data.lines.map((line) => [line.productId, line.quantity]))).toEqual(counted.at(-2));
        }
        for (const [index, outcome] of [...filled, ...bought].entries())
          expectLawful(outcome, [...calls, ...wave][index] ?? expect.fail('Nobody asked.'), history);

        const follow = (process: number, some: readonly unknown[]) => by(process).follow(cartsById.name, some);
        await Promise.all([follow(1, commits), follow(2, commits.slice(-3)), follow(0, commits)]);
        const shown = await by(2).view(id);
        if (history.length === 0) return;
        expect(shown).toMatchObject({
          view: { status: sold === undefined ? 'open' : 'checked-out' },
          version: history.length,
        });
      }),
      { numRuns: 20 },
    );
    expect(sales.length).toBeGreaterThan(0);
  });
});
