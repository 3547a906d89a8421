import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { order, type OrderCommand, type OrderEvent } from '../../../domain/order/index.ts';
import { now } from '../../support/scenario.ts';
import { withoutFacts } from '../../support/decision-context.ts';

const sku = fc.constantFrom('tea', 'cake', 'pie');
const quantity = fc.integer({ min: 1, max: 3 });

const line = fc.record({
  sku,
  name: fc.constant('Something nice'),
  unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
  quantity,
  discountPercent: fc.integer({ min: 0, max: 100 }),
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
    type: fc.constantFrom('ConfirmOrder' as const, 'PayOrder' as const, 'ShipOrder' as const, 'DeliverOrder' as const),
    data: fc.constant({}),
    at: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('CancelOrder' as const),
    data: fc.record({ reason: fc.constant('rain') }),
    at: fc.constant(now),
  }),
);

/** Lives are long and begin with a placement, so that most commands meet an order that exists. */
const life = fc
  .tuple(
    command.filter(({ type }) => type === 'PlaceOrder'),
    fc.array(command, { maxLength: 12 }),
  )
  .map(([first, others]) => [first, ...others]);

const live = (commands: readonly OrderCommand[]): readonly OrderEvent[] =>
  commands.reduce<readonly OrderEvent[]>((history, asked) => {
    const decision = order.decide(asked, history.reduce(order.evolve, order.initial), withoutFacts);
    return decision.accepted ? [...history, ...decision.events] : history;
  }, []);

const stateAfter = (history: readonly OrderEvent[]) => history.reduce(order.evolve, order.initial);

describe('for every life of an order', () => {
  it('an accepted command that is repeated at once adds nothing', () => {
    fc.assert(
      fc.property(life, command, (commands, asked) => {
        const history = live(commands);
        const first = order.decide(asked, stateAfter(history), withoutFacts);
        fc.pre(first.accepted);
        const again = order.decide(asked, stateAfter([...history, ...first.events]), withoutFacts);
        expect(again).toEqual({ accepted: true, events: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('every event survives its own schema and JSON', () => {
    fc.assert(
      fc.property(life, (commands) => {
        for (const event of live(commands))
          expect(order.events[event.type].schema.parse(JSON.parse(JSON.stringify(event.data)))).toEqual(event.data);
      }),
    );
  });

  it('an order that is placed has at least one line, and each article once', () => {
    fc.assert(
      fc.property(life, (commands) => {
        const state = stateAfter(live(commands));
        if (state.status !== 'placed') return;
        expect(state.lines.length).toBeGreaterThan(0);
        expect(new Set(state.lines.map((each) => each.sku)).size).toBe(state.lines.length);
      }),
    );
  });

  it('it ships at most once, only when paid, and never after it was cancelled', () => {
    fc.assert(
      fc.property(life, (commands) => {
        const types = live(commands).map(({ type }) => type);
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
