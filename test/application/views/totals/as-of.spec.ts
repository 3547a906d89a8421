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
const sheet = fc.record({
  begins: fc.integer({ min: 0, max: 5 }),
  steps: fc.array(fc.record({ later: fc.integer({ min: 0, max: 3 }), each: step }), { maxLength: 5 }),
});

describe('Totals as of a moment', () => {
  it('are what an independent sum of the histories up to then gives, and as of now what they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sheet, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 22 }),
        async (sheets, then) => {
          const ledger = counting();
          let [rows, amount] = [0, 0];
          for (const [index, { begins, steps }] of sheets.entries()) {
            let at = begins;
            const streamId = `sheet-${index}` as const;
            await appendTo(ledger.eventStore, streamId, [[opened({ rent: 5 })]], minute(at));
            let state = at <= then ? { there: true, dropped: false, amount: 5 } : undefined;
            for (const { later, each } of steps) {
              at += later;
              await appendTo(ledger.eventStore, streamId, [[eventOf(each)]], minute(at));
              if (state === undefined || at > then) continue;
              if (each.what === 'change' && state.there) state = { ...state, amount: each.amount };
              if (each.what === 'remove') state = { ...state, there: false };
              if (each.what === 'drop') state = { ...state, dropped: true };
              if (each.what === 'close') state = { ...state, dropped: false };
            }
            if (state?.there === true && !state.dropped) [rows, amount] = [rows + 1, amount + state.amount];
          }
          for (const subscriber of [ledger.byKey, ledger.byStatus]) await subscriber.deliver(ledger.feed());
          const reader = ledger.system.totalReaderOf(amountsByKey);
          expect(await reader.read({ ...all, asOf: minute(then) })).toEqual({
            found: 'current',
            page: { items: rows === 0 ? [] : [{ key: 'rent', rows, amount }] },
          });
          expect(await reader.read({ ...all, asOf: minute(99) })).toEqual(await reader.read(all));
          const statuses = ledger.system.totalReaderOf(amountsByStatus);
          expect(await statuses.read({ ...all, asOf: minute(99) })).toEqual(await statuses.read(all));
        },
      ),
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
