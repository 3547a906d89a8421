import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostStreamsAsOf } from '../../../../application/views/as-of-streams.ts';
import { amountsByKey, amountsByStatus, type SheetEvent } from '../../../support/ledger/index.ts';
import { appendTo } from '../joined/joining.ts';
import { counting, happened } from './counting.ts';

const { opened, changed, removed, closed, dropped } = happened;
const minute = (at: number): string => new Date(Date.UTC(2026, 4, 4, 10, at)).toISOString();
const all = { limit: 100 };

/** A sheet that loses and gains rows, minute by minute; told by itself, so that what is expected shares no code with the product. */
const step = fc.oneof(
  fc.record({ what: fc.constant('change' as const), amount: fc.integer({ min: 0, max: 99 }) }),
  fc.constant({ what: 'remove' as const }),
  fc.constant({ what: 'drop' as const }),
  fc.constant({ what: 'close' as const }),
);
const eventOf = (each: { what: string; amount?: number }): SheetEvent => {
  if (each.what === 'change') return changed('rent', each.amount ?? 0);
  if (each.what === 'remove') return removed('rent');
  return each.what === 'drop' ? dropped : closed;
};
type Step = Parameters<typeof eventOf>[0] & { readonly at: number };

const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.record({ later: fc.integer({ min: 0, max: 3 }), each: step }), { maxLength: 5 })
  .map((all) => {
    let at = 0;
    return all.map(({ later, each }) => ({ ...each, at: (at += later) }));
  });
const sheet = fc.record({ begins: fc.integer({ min: 0, max: 5 }), steps });

/** What a sheet that began in time holds under `rent` after these steps; undefined when it counts nothing there. */
const amountAfter = (done: readonly Step[]): number | undefined => {
  const state = { isThere: true, isDropped: false, amount: 5 };
  for (const { what, amount = 0 } of done) {
    if (what === 'change') state.amount = amount;
    if (what === 'remove') state.isThere = false;
    if (what === 'drop' || what === 'close') state.isDropped = what === 'drop';
  }
  return state.isThere && !state.isDropped ? state.amount : undefined;
};

describe('Totals as of a moment', () => {
  it('are what an independent sum of the histories up to then gives, and as of now what they are', async () => {
    const until = fc.integer({ min: 0, max: 22 });
    await fc.assert(
      fc.asyncProperty(fc.array(sheet, { minLength: 1, maxLength: 4 }), until, async (sheets, then) => {
        const ledger = counting();
        for (const [index, { begins, steps: done }] of sheets.entries()) {
          const append = (event: SheetEvent, at: number) =>
            appendTo(ledger.eventStore, `sheet-${index}`, [[event]], minute(at));
          await append(opened({ rent: 5 }), begins);
          for (const each of done) await append(eventOf(each), begins + each.at);
        }
        const amounts = sheets
          .filter(({ begins }) => begins <= then)
          .map(({ begins, steps: done }) => amountAfter(done.filter(({ at }) => begins + at <= then)))
          .filter((amount) => amount !== undefined);
        const expected = { key: 'rent', rows: amounts.length, amount: amounts.reduce((sum, each) => sum + each, 0) };
        for (const subscriber of [ledger.byKey, ledger.byStatus]) await subscriber.deliver(ledger.feed());
        const reader = ledger.system.totalReaderOf(amountsByKey);
        expect(await reader.read({ ...all, asOf: minute(then) })).toEqual({
          found: 'current',
          page: { items: amounts.length === 0 ? [] : [expected] },
        });
        expect(await reader.read({ ...all, asOf: minute(99) })).toEqual(await reader.read(all));
        const statuses = ledger.system.totalReaderOf(amountsByStatus);
        expect(await statuses.read({ ...all, asOf: minute(99) })).toEqual(await statuses.read(all));
      }),
      { numRuns: 100 },
    );
  });

  it('come in pages, and are refused where more streams are behind a page than are read again', async () => {
    const ledger = counting();
    const keys = ['a', 'b', 'c'];
    await appendTo(ledger.eventStore, 'sheet-1', [[opened({ a: 1, b: 2, c: 3 })]], minute(0));
    for (let index = 0; index < mostStreamsAsOf; index += 1)
      await appendTo(ledger.eventStore, `sheet-x${index}`, [[opened({ c: 1 })]], minute(1));
    await ledger.byKey.deliver(ledger.feed());
    const { read } = ledger.system.totalReaderOf(amountsByKey);
    const asOf = minute(0);
    const first = await read({ limit: 1, asOf });
    if (first.found !== 'current') expect.fail(first.found);
    expect(first.page.items.map(({ key }) => key)).toEqual(keys.slice(0, 1));
    const { continuation = '' } = first.page;
    expect(await read({ limit: 1, asOf, continuation })).toMatchObject({ page: { items: [{ key: 'b', amount: 2 }] } });
    expect(await read({ ...all, asOf })).toEqual({ found: 'too many streams' });
    expect(await read({ ...all, asOf, to: 'b' })).toMatchObject({ page: { items: [{ key: 'a' }, { key: 'b' }] } });
  });
});
