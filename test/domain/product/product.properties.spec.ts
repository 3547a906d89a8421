import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  product,
  productsById,
  type Product,
  type ProductCommand,
  type ProductEvent,
} from '../../../domain/product/index.ts';
import { now } from '../../support/scenario.ts';
import { productCommand, stockCommand } from './product-command.ts';
import { tea } from './product-examples.ts';
import { countStock } from './stock-ledger.ts';
import { withoutFacts } from '../../support/decision-context.ts';

const add: ProductCommand = { type: 'AddProduct', data: tea, at: now };

/** Lives are long and begin with the product, so that most commands meet one that exists. */
const life = fc.array(productCommand, { maxLength: 60, size: 'max' }).map((others) => [add, ...others]);

interface Lived {
  readonly history: readonly ProductEvent[];
  readonly state: Product;
  readonly accepted: readonly ProductCommand[];
}

const nothing: Lived = { history: [], state: product.initial, accepted: [] };

/** What becomes of a product: the events of all commands that are accepted. */
const liveBy = (commands: readonly ProductCommand[], from: Lived = nothing): Lived =>
  commands.reduce<Lived>((lived, asked) => {
    const decision = product.decide(asked, lived.state, withoutFacts);
    if (!decision.accepted) return lived;
    return {
      history: [...lived.history, ...decision.events],
      state: decision.events.reduce(product.evolve, lived.state),
      accepted: [...lived.accepted, asked],
    };
  }, from);

const live = (commands: readonly ProductCommand[]): readonly ProductEvent[] => liveBy(commands).history;

const stateAfter = (history: readonly ProductEvent[]) => history.reduce(product.evolve, product.initial);

/** What each holder has reserved, by the state. */
const heldIn = (history: readonly ProductEvent[]): ReadonlyMap<string, number> => {
  const state = stateAfter(history);
  const reserved = state.status === 'not-added' ? [] : state.stock.reserved;
  return new Map(reserved.map(({ holder, quantity }) => [holder, quantity]));
};

/** A life, and some of its commands that name a holder and were accepted, in any order. */
const repeating = (lived: Lived) =>
  fc.tuple(fc.constant(lived), fc.shuffledSubarray(lived.accepted.filter(({ data }) => 'holder' in data)));

const viewAfter = (history: readonly ProductEvent[]) =>
  history.reduce<ReturnType<typeof productsById.fold>>(
    (view, event, index) =>
      productsById.fold(view, {
        ...{ event, category: 'product', entityId: '1' },
        version: index + 1,
        recordedAt: now,
        actor: 'bob',
      }),
    undefined,
  );

describe('for every life of a product', () => {
  it('no more is ever reserved or shipped than has come in', () => {
    fc.assert(
      fc.property(life, (commands) => {
        const counts = countStock(live(commands));
        expect(counts.filter(({ available }) => available < 0)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('state and view count as the events do: received = available + reserved + shipped', () => {
    fc.assert(
      fc.property(life, (commands) => {
        const history = live(commands);
        const state = stateAfter(history);
        const counted = countStock(history).at(-1);
        if (state.status === 'not-added' || counted === undefined)
          throw new Error('Every life begins with the product.');
        const held = state.stock.reserved.reduce((sum, { quantity }) => sum + quantity, 0);
        expect({ available: state.stock.available, reserved: held }).toEqual({
          available: counted.received - counted.reserved - counted.shipped,
          reserved: counted.reserved,
        });
        expect(viewAfter(history)).toMatchObject({ available: counted.available, reserved: counted.reserved });
      }),
      { numRuns: 500 },
    );
  });

  it('an accepted command that is repeated at once adds nothing, but for goods that come in', () => {
    fc.assert(
      fc.property(life, productCommand, (commands, asked) => {
        fc.pre(asked.type !== 'ReceiveStock');
        const history = live(commands);
        const first = product.decide(asked, stateAfter(history), withoutFacts);
        fc.pre(first.accepted);
        const again = product.decide(asked, stateAfter([...history, ...first.events]), withoutFacts);
        expect(again).toEqual({ accepted: true, events: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('what is asked under the name of a holder changes what this holder has, all of it, and nothing of another', () => {
    fc.assert(
      fc.property(life, stockCommand, (commands, asked) => {
        const history = live(commands);
        const before = heldIn(history);
        const decision = product.decide(asked, stateAfter(history), withoutFacts);
        fc.pre(decision.accepted && decision.events.length > 0);
        const { holder } = asked.data;
        const own = asked.type === 'ReserveStock' ? [[holder, asked.data.quantity]] : [];
        expect(decision.events).toMatchObject([{ data: { holder } }]);
        expect(before.has(holder)).toBe(asked.type !== 'ReserveStock');
        expect(Object.fromEntries(heldIn([...history, ...decision.events]))).toEqual(
          Object.fromEntries([...[...before].filter(([each]) => each !== holder), ...own]),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('reserving, releasing and shipping change nothing when they are asked again, in whatever order', () => {
    fc.assert(
      fc.property(life.map((commands) => liveBy(commands)).chain(repeating), ([lived, again]) => {
        expect(liveBy(again, lived).history).toEqual(lived.history);
      }),
      { numRuns: 500 },
    );
  });

  it('a holder has one reservation, which ends once', () => {
    fc.assert(
      fc.property(life, (commands) => {
        const history = live(commands);
        const ofHolders = history.flatMap(({ type, data }) => ('holder' in data ? [`${type} ${data.holder}`] : []));
        const begun = ofHolders.filter((each) => each.startsWith('StockReserved'));
        expect(new Set(begun).size).toBe(begun.length);
        const ended = ofHolders
          .filter((each) => !each.startsWith('StockReserved'))
          .map((each) => each.replace(/^\w+ /, ''));
        expect(new Set(ended).size).toBe(ended.length);
      }),
      { numRuns: 500 },
    );
  });

  it('every event survives its own schema and JSON', () => {
    fc.assert(
      fc.property(life, (commands) => {
        for (const event of live(commands))
          expect(product.events[event.type].schema.parse(JSON.parse(JSON.stringify(event.data)))).toEqual(event.data);
      }),
    );
  });
});
