import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostStreamsAsOf } from '../../../../application/views/as-of-streams.ts';
import type { SheetEvent } from '../../../support/ledger/index.ts';
import { auditor, clerk, owning } from '../../../support/readers.ts';
import { happened } from '../totals/counting.ts';
import { appendTo, joining, lives } from './joining.ts';

const { opened, changed, dropped } = happened;
const minute = (at: number): string => new Date(Date.UTC(2026, 4, 4, 10, at)).toISOString();

/** When a sheet is opened, changed and dropped, in minutes; told by itself. */
interface Life {
  readonly begins: number;
  readonly changes: number | undefined;
  readonly drops: number | undefined;
}

const changedAt = ({ begins, changes = 0 }: Life): number => begins + changes;
const droppedAt = (life: Life): number => changedAt(life) + (life.drops ?? 0);

const amountsThen = (lives: readonly Life[], then: number): readonly number[] =>
  lives
    .filter((life) => life.begins <= then && (life.drops === undefined || droppedAt(life) > then))
    .map((life) => (life.changes !== undefined && changedAt(life) <= then ? 9 : 5));

const expectedOf = (amounts: readonly number[], isKnown: boolean) =>
  amounts.length === 0 && !isKnown
    ? { found: 'nothing' }
    : {
        found: 'current',
        view: {
          ownerId: 'bob',
          status: isKnown ? 'registered' : 'unknown',
          ...(isKnown && { name: 'Bob' }),
          sheets: amounts.length,
          open: amounts.length,
          amount: amounts.reduce((sum, each) => sum + each, 0),
          lowest: amounts.length === 0 ? null : Math.min(...amounts),
        },
      };

describe('A joined document as of a moment', () => {
  it('is what an independent join of the histories up to then gives, also of what has moved away since', async () => {
    const some = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
    const life: fc.Arbitrary<Life> = fc.record({ begins: fc.integer({ min: 0, max: 9 }), changes: some, drops: some });
    const at = fc.integer({ min: 0, max: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 4 }), at, at, async (sheets, registered, then) => {
        const ledger = joining();
        for (const [index, each] of sheets.entries()) {
          const append = (event: SheetEvent, minutes: number) =>
            appendTo(ledger.eventStore, `sheet-${index}`, [[event]], minute(minutes));
          await append(opened({ rent: 5 }), each.begins);
          if (each.changes !== undefined) await append(changed('rent', 9), changedAt(each));
          if (each.drops !== undefined) await append(dropped, droppedAt(each));
        }
        await appendTo(ledger.eventStore, 'person-bob', [[lives.registered('Bob')]], minute(registered));
        await ledger.owners.deliver(ledger.feed());
        const { read } = ledger.readerFor(clerk);
        expect(await read('bob', { asOf: minute(then) })).toEqual(
          expectedOf(amountsThen(sheets, then), registered <= then),
        );
        expect(await read('bob', { asOf: minute(99) })).toEqual(await read('bob'));
      }),
      { numRuns: 150 },
    );
  });

  it('shows a reader what the document itself would: its own, and what is personal where it may', async () => {
    const ledger = joining();
    await ledger.append('sheet-1', [opened({ rent: 5 })]);
    await ledger.append('person-bob', [lives.registered('Bob')]);
    await ledger.owners.deliver(ledger.feed());
    const asOf = minute(1);
    expect(await ledger.readerFor(owning('bob')).read('bob', { asOf })).toMatchObject({ view: { name: 'Bob' } });
    expect(await ledger.readerFor(auditor).read('bob', { asOf })).toMatchObject({ view: { name: '[personal]' } });
    for (const key of ['bob', 'nobody'])
      expect(await ledger.readerFor(owning('eve')).read(key, { asOf })).toEqual({ found: 'nothing' });
  });

  it('is refused where more streams are part of it than are read again, to who reaches it', async () => {
    const ledger = joining();
    for (let index = 0; index <= mostStreamsAsOf; index += 1)
      await ledger.append(`sheet-${index}`, [opened({ rent: 1 })]);
    await ledger.owners.deliver(ledger.feed());
    expect(await ledger.readerFor(clerk).read('bob', { asOf: minute(1) })).toEqual({ found: 'too many streams' });
    expect(await ledger.readerFor(owning('eve')).read('bob', { asOf: minute(1) })).toEqual({ found: 'nothing' });
  });
});
