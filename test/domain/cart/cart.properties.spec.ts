import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cart, offer, type CartCommand, type CartEvent, type Offer } from '../../../domain/cart/index.ts';
import { buyer } from '../../../domain/buyer.ts';
import { knownFacts, nameOfFact, type DecisionContext, type FoundFact } from '../../../domain/modelling/fact.ts';
import { now } from '../../support/scenario.ts';
import { cartCommand } from './cart-commands.ts';
import { cake, tea } from './cart-examples.ts';

const price = fc.constantFrom(450, 500);
const anOffer = fc.oneof(
  fc.constant(undefined),
  fc.record({
    status: fc.constantFrom('offered' as const, 'offered' as const, 'discontinued' as const),
    unitPrice: price,
  }),
);

/** What the catalogue shows at the moment of one command: any prices, and products that come and go. */
const catalogue = fc.record({ tea: anOffer, cake: anOffer, pie: fc.constant(undefined), isBob: fc.boolean() });

type Catalogue = typeof catalogue extends fc.Arbitrary<infer Shown> ? Shown : never;
type Turn = readonly [CartCommand, Catalogue];

const offers = { tea, cake, pie: tea };

const offerOf = (shown: Catalogue, product: string): Offer | undefined => {
  const name = product === 'tea' || product === 'cake' ? product : 'pie';
  const now = shown[name];
  return now && { ...offers[name], ...now };
};

const stateAfter = (history: readonly CartEvent[]) => history.reduce(cart.evolve, cart.initial);

/** Decides as the engine does: only what the aggregate says that it needs is known. */
const decide = ([command, shown]: Turn, history: readonly CartEvent[]) => {
  const state = stateAfter(history);
  const asked = { entityId: '1', reach: 'all' } as const;
  const found = cart.looksUp?.needs(command, state, asked).map((each): FoundFact => {
    const bob = each.entityId === 'bob' && shown.isBob ? { status: 'registered' } : undefined;
    return { ...each, fact: each.kind === buyer ? bob : offerOf(shown, each.entityId) };
  });
  const context: DecisionContext = { ...asked, facts: knownFacts(found ?? []) };
  return cart.decide(command, state, context);
};

const live = (turns: readonly Turn[], before: readonly CartEvent[] = []) =>
  turns.reduce<readonly CartEvent[]>((history, turn) => {
    const decision = decide(turn, history);
    return decision.accepted ? [...history, ...decision.events] : history;
  }, before);

const life = fc.array(fc.tuple(cartCommand, catalogue), { maxLength: 14 });

/** Bob agrees to all that is in his cart, and to what it costs. Chance would hardly ever. */
const agreement = (history: readonly CartEvent[]): Turn => {
  const state = stateAfter(history);
  const items = state.status === 'open' ? state.items : [];
  const agreed = items.map((each) => ({ ...each, unitPrice: 450 }));
  const offered = { status: 'offered', unitPrice: 450 } as const;
  const shown = { tea: offered, cake: offered, pie: undefined, isBob: true };
  return [{ type: 'CheckOutCart', data: { items: agreed }, at: now }, shown];
};

describe('for every life of a cart, under a catalogue that changes', () => {
  it('nobody pays a price that they did not agree to, or that the catalogue does not show', () => {
    let sold = 0;
    fc.assert(
      fc.property(life, fc.array(price, { minLength: 3 }), catalogue, (turns, prices, shown) => {
        const history = live(turns);
        const state = stateAfter(history);
        fc.pre(state.status === 'open' && state.items.length > 0);
        const agreed = state.items.map((each, index) => ({ ...each, unitPrice: prices[index] ?? 450 }));
        const decision = decide([{ type: 'CheckOutCart', data: { items: agreed }, at: now }, shown], history);
        const [event] = decision.accepted ? decision.events : [];
        if (event?.type !== 'CartCheckedOut') return;
        sold += 1;
        const { lines } = event.data;
        expect(lines.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice }))).toEqual(agreed);
        for (const { productId, unitPrice } of lines)
          expect(offerOf(shown, productId)).toMatchObject({ status: 'offered', unitPrice });
      }),
      { numRuns: 2_000 },
    );
    expect(sold).toBeGreaterThan(0);
  });

  it('it is checked out at most once, and nothing follows but that this has failed, once', () => {
    const ends = { sold: 0, 'sold, then failed': 0 };
    fc.assert(
      fc.property(life, life, (turns, later) => {
        const filled = live(turns);
        const types = live([agreement(filled), ...later], filled).map(({ type }) => type);
        const end = types.indexOf('CartCheckedOut');
        const after = types.slice(end < 0 ? types.length : end + 1);
        expect([[], ['CartCheckOutFailed']]).toContainEqual(after);
        expect(types.filter((type) => type === 'CartCheckOutFailed')).toEqual(after);
        if (end >= 0) ends[after.length === 0 ? 'sold' : 'sold, then failed'] += 1;
      }),
      { numRuns: 1_000 },
    );
    for (const times of Object.values(ends)) expect(times).toBeGreaterThan(0);
  });

  it('an accepted command that is repeated at once adds nothing, whatever the catalogue says by then', () => {
    fc.assert(
      fc.property(life, cartCommand, catalogue, catalogue, (turns, command, before, later) => {
        const history = live(turns);
        const first = decide([command, before], history);
        fc.pre(first.accepted);
        expect(decide([command, later], [...history, ...first.events])).toEqual({ accepted: true, events: [] });
      }),
      { numRuns: 1_000 },
    );
  });

  it('every event survives its own schema and JSON', () => {
    fc.assert(
      fc.property(life, (turns) => {
        for (const event of live(turns))
          expect(cart.events[event.type].schema.parse(JSON.parse(JSON.stringify(event.data)))).toEqual(event.data);
      }),
    );
  });

  it('no command needs more facts than there can be items, and the customer', () => {
    fc.assert(
      fc.property(life, cartCommand, (turns, command) => {
        const needs = cart.looksUp?.needs(command, stateAfter(live(turns)), { entityId: '1', reach: 'all' }) ?? [];
        expect(new Set(needs.map(nameOfFact)).size).toBe(needs.length);
        expect(needs.length).toBeLessThanOrEqual(51);
        expect(needs.every(({ kind }) => cart.looksUp?.kinds.includes(kind))).toBe(true);
      }),
    );
  });

  it('a decision knows nothing that its aggregate does not look up', () => {
    expect(() => knownFacts([]).about(offer, 'tea')).toThrow(
      'needs the offer of tea, which its aggregate does not look up',
    );
  });
});
