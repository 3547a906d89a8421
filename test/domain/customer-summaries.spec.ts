import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeOf } from '../../application/views/joined/joined-document-after.ts';
import { maskPersonal } from '../../domain/modelling/mask-personal.ts';
import { customerSummaries, type CustomerSummary } from '../../domain/customer-summaries.ts';

type Part = Parameters<typeof customerSummaries.apply>[1]['after'];
type OrderPart = Extract<Part, { of: 'order' }>;

const currencies = ['EUR', 'JPY', 'USD'] as const;

/** An order as it is in store, told by itself. */
interface Told {
  readonly orderId: string;
  readonly placedAt: string;
  readonly currency: string;
  readonly state: 'open' | 'done' | 'cancelled';
  readonly gross: number;
}

const told = (orderId: string): fc.Arbitrary<readonly Told[]> =>
  fc
    .record({ day: fc.integer({ min: 1, max: 4 }), currency: fc.constantFrom(...currencies) })
    .chain(({ day, currency }) =>
      fc.array(
        fc.record({
          orderId: fc.constant(orderId),
          placedAt: fc.constant(`2026-05-0${day}T10:00:00.000Z`),
          currency: fc.constant(currency),
          state: fc.constantFrom('open', 'done', 'cancelled'),
          gross: fc.integer({ min: 0, max: 900 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    );

const partOf = ({ orderId, placedAt, currency, state, gross }: Told): OrderPart => ({
  of: 'order',
  placed: { orderId, placedAt },
  isOpen: state === 'open',
  spend: state === 'cancelled' ? [] : [{ currency, orders: 1, gross, net: gross - 1 }],
});

const customer: readonly Part[] = [
  { of: 'registered', name: 'Ada', email: 'ada@example.org' },
  { of: 'registered', name: 'Ada', email: 'ada@new.example' },
];

/** The summary of orders as SQL would group them: it shares no code with the product. */
const counted = (orders: readonly Told[], person: Part | undefined) => {
  const sold = orders.filter(({ state }) => state !== 'cancelled');
  const spend = currencies.flatMap((currency) => {
    const own = sold.filter((each) => each.currency === currency);
    const gross = own.reduce((sum, each) => sum + each.gross, 0);
    return own.length === 0 ? [] : [{ currency, orders: own.length, gross, net: gross - own.length }];
  });
  const [main] = spend.toSorted((one, other) => other.orders - one.orders);
  const places = orders.map(({ orderId, placedAt }) => ({ placedAt, orderId }));
  const sorted = places.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  return {
    customerId: 'ada',
    status: person?.of === 'registered' ? 'registered' : 'not-registered',
    ...(person?.of === 'registered' && { name: person.name, email: person.email }),
    orders: orders.length,
    openOrders: orders.filter(({ state }) => state === 'open').length,
    spend,
    ...(main !== undefined && { currency: main.currency }),
    spent: main?.gross ?? 0,
    ...(sorted.length > 0 && { firstOrder: sorted[0], lastOrder: sorted.at(-1) }),
  };
};

const asJson = (summary: CustomerSummary | undefined): unknown =>
  summary === undefined ? undefined : JSON.parse(JSON.stringify(summary));

/** The document as changes of streams make it one after the other; each stream's own in order. */
const grown = (changes: readonly (readonly [string, Part])[]): CustomerSummary | undefined => {
  const parts = new Map<string, Part>();
  let summary: CustomerSummary | undefined;
  for (const [stream, after] of changes) {
    const next = customerSummaries.apply(summary, { key: 'ada', before: parts.get(stream), after });
    parts.set(stream, after);
    summary = next === 'all parts' ? madeOf(customerSummaries, 'ada', [...parts.values()]) : next;
  }
  return summary;
};

describe('The summary of a customer', () => {
  it('is what an independent count of its orders gives, in whatever order streams and their changes come', () => {
    const streams = fc.tuple(told('order-a'), told('order-b'), told('order-c'), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.nat()), (given, choices) => {
        const known = given[3];
        const histories: (readonly [string, Part])[][] = [
          ...given
            .slice(0, 3)
            .map((each) => (each as readonly Told[]).map((one) => [one.orderId, partOf(one)] as const)),
          customer.slice(0, known).map((each) => ['ada', each] as const),
        ].filter(({ length }) => length > 0);
        const expected = counted(
          given.slice(0, 3).flatMap((each) => (each as readonly Told[]).slice(-1)),
          customer[known - 1],
        );
        const changes: (readonly [string, Part])[] = [];
        const left = histories.map((each) => [...each]);
        while (left.length > 0) {
          const at = (choices.next().value ?? 0) % left.length;
          const next = left[at]?.shift();
          if (next !== undefined) changes.push(next);
          if (left[at]?.length === 0) left.splice(at, 1);
        }
        expect(asJson(grown(changes))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps nothing personal of an erased customer, and all that it has ordered', () => {
    const [order] = fc.sample(told('order-a'), { numRuns: 1, seed: 7 });
    const parts: Part[] = [...customer.slice(0, 1), ...(order ?? []).slice(-1).map(partOf)];
    const before = madeOf(customerSummaries, 'ada', parts);
    if (before === undefined) throw new Error('It has parts.');
    const [registered] = customer;
    const erased = customerSummaries.apply(before, { key: 'ada', before: registered, after: { of: 'erased' } });
    expect(JSON.stringify(erased)).not.toMatch(/Ada|example/);
    expect(erased).toMatchObject({ status: 'erased', orders: 1 });
  });

  it('marks as personal what a name and an email are, and nothing else', () => {
    const summary = madeOf(customerSummaries, 'ada', customer.slice(0, 1));
    if (summary === undefined) throw new Error('It has a part.');
    const { name, email, ...others } = maskPersonal(customerSummaries.schema, summary);
    expect([name, email]).toEqual(['[personal]', '[personal]']);
    expect(JSON.stringify(others)).not.toMatch(/Ada|example|personal/);
  });
});
