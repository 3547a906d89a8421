import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../application/callers/reach.ts';
import { buyer } from '../../../domain/buyer.ts';
import { knownFacts, type FoundFact } from '../../../domain/modelling/fact.ts';
import { order, type OrderCommand, type OrderEvent } from '../../../domain/order/index.ts';
import { now } from '../../support/scenario.ts';

const sku = fc.constantFrom('tea', 'cake', 'pie');
const quantity = fc.integer({ min: 1, max: 3 });

const line = fc.record({
  sku,
  name: fc.constant('Something nice'),
  unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
  quantity,
  discountPercent: fc.integer({ min: 0, max: 100 }),
  productId: fc.constant('earl-grey'),
});

const command: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.record({
    type: fc.constant('PlaceOrder' as const),
    data: fc.record({
      customerId: fc.constantFrom('bob', 'eve'),
      currency: fc.constant('EUR'),
      lines: fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: (one) => one.sku }),
    }),
    at: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('ChangeOrderQuantity' as const),
    data: fc.record({ sku, quantity }),
    at: fc.constant(now),
  }),
  fc.record({ type: fc.constant('RemoveOrderLine' as const), data: fc.record({ sku }), at: fc.constant(now) }),
  fc.record({
    type: fc.constant('ConfirmOrder' as const),
    data: fc.constantFrom({}, { accountId: 'savings' }, { accountId: 'wages' }),
    at: fc.constant(now),
  }),
  fc.record({
    type: fc.constantFrom('PayOrder' as const, 'ShipOrder' as const, 'DeliverOrder' as const),
    data: fc.constant({}),
    at: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('CancelOrder' as const),
    data: fc.record({ reason: fc.constant('rain') }),
    at: fc.constant(now),
  }),
);

/** Who asks, under which id, and what is told of customers and accounts by then. */
const circumstances = fc.record({
  entityId: fc.constantFrom('1', 'cart-1'),
  reach: fc.constantFrom<Reach>('all', { ownerId: 'bob' }),
  buyer: fc.constantFrom(undefined, { status: 'registered' }, { status: 'erased' }),
  account: fc.constantFrom(undefined, { customerId: 'bob', currency: 'EUR' }, { customerId: 'eve', currency: 'USD' }),
});

type Circumstances = typeof circumstances extends fc.Arbitrary<infer Asked> ? Asked : never;
type Turn = readonly [OrderCommand, Circumstances];

const turn = fc.tuple(command, circumstances);

/** Lives are long and begin with a placement, so that most commands meet an order that exists. */
const life = fc
  .tuple(
    fc.tuple(
      command.filter(({ type }) => type === 'PlaceOrder'),
      circumstances,
    ),
    fc.array(turn, { maxLength: 12 }),
  )
  .map(([first, others]) => [first, ...others]);

const stateAfter = (history: readonly OrderEvent[]) => history.reduce(order.evolve, order.initial);

/** Decides as the engine does: only what the aggregate says that it needs is known. */
const decide = ([asked, told]: Turn, history: readonly OrderEvent[]) => {
  const state = stateAfter(history);
  const { entityId, reach } = told;
  const found = order.looksUp?.needs(asked, state, { entityId, reach }).map((each): FoundFact => ({
    ...each,
    fact: each.kind === buyer ? told.buyer : told.account,
  }));
  return order.decide(asked, state, { entityId, reach, facts: knownFacts(found ?? []) });
};

const live = (turns: readonly Turn[]): readonly OrderEvent[] =>
  turns.reduce<readonly OrderEvent[]>((history, each) => {
    const decision = decide(each, history);
    return decision.accepted ? [...history, ...decision.events] : history;
  }, []);

describe('for every life of an order', () => {
  it('an accepted command that is repeated at once adds nothing, whatever is told of others by then', () => {
    fc.assert(
      fc.property(life, command, circumstances, circumstances, (turns, asked, before, later) => {
        const history = live(turns);
        const first = decide([asked, before], history);
        fc.pre(first.accepted);
        expect(decide([asked, later], [...history, ...first.events])).toEqual({ accepted: true, events: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('it is placed by a customer for itself only while that is registered, and under no id of a cart’s order', () => {
    let placed = 0;
    fc.assert(
      fc.property(turn, ([asked, told]) => {
        fc.pre(asked.type === 'PlaceOrder' && asked.data.customerId === 'bob' && told.reach !== 'all');
        const isCustomer = told.buyer?.status === 'registered' && told.entityId === '1';
        placed += isCustomer ? 1 : 0;
        expect(decide([asked, told], []).accepted).toBe(isCustomer);
      }),
      { numRuns: 200 },
    );
    expect(placed).toBeGreaterThan(0);
  });

  it('it is to be paid only from an account of its customer, in its currency', () => {
    fc.assert(
      fc.property(life, circumstances, (turns, told) => {
        const history = live(turns);
        const state = stateAfter(history);
        const asked = { type: 'ConfirmOrder' as const, data: { accountId: 'savings' }, at: now };
        const decision = decide([asked, told], history);
        fc.pre(state.status === 'placed' && decision.accepted);
        expect(told.account).toEqual({ customerId: state.customerId, currency: state.currency });
      }),
      { numRuns: 500 },
    );
  });

  it('every event survives its own schema and JSON', () => {
    fc.assert(
      fc.property(life, (turns) => {
        for (const event of live(turns))
          expect(order.events[event.type].schema.parse(JSON.parse(JSON.stringify(event.data)))).toEqual(event.data);
      }),
    );
  });

  it('an order that is placed has at least one line, and each article once', () => {
    fc.assert(
      fc.property(life, (turns) => {
        const state = stateAfter(live(turns));
        if (state.status !== 'placed') return;
        expect(state.lines.length).toBeGreaterThan(0);
        expect(new Set(state.lines.map((each) => each.sku)).size).toBe(state.lines.length);
      }),
    );
  });

  it('it ships at most once, only when paid, and never after it was cancelled', () => {
    fc.assert(
      fc.property(life, (turns) => {
        const types = live(turns).map(({ type }) => type);
        expect(types.filter((type) => type === 'OrderShipped').length).toBeLessThanOrEqual(1);
        const shippedAt = types.indexOf('OrderShipped');
        if (shippedAt < 0) return;
        expect(types.slice(0, shippedAt)).toContain('OrderPaid');
        expect(types).not.toContain('OrderCancelled');
      }),
      { numRuns: 1000 },
    );
  });
});
