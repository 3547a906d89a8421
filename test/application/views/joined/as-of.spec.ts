import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostStreamsAsOf } from '../../../../application/views/as-of-streams.ts';
import { auditor, clerk, owning } from '../../../support/readers.ts';
import { happened } from '../totals/counting.ts';
import { appendTo, joining, lives } from './joining.ts';

const { opened, changed, dropped } = happened;
const minute = (at: number): string => new Date(Date.UTC(2026, 4, 4, 10, at)).toISOString();

describe('A joined document as of a moment', () => {
  it('is what an independent join of the histories up to then gives, also of what has moved away since', async () => {
    const sheet = fc.record({
      begins: fc.integer({ min: 0, max: 9 }),
      changes: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      drops: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    });
    const at = fc.integer({ min: 0, max: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(sheet, { maxLength: 4 }), at, at, async (sheets, registered, then) => {
        const ledger = joining();
        const amounts: number[] = [];
        for (const [index, { begins, changes, drops }] of sheets.entries()) {
          const streamId = `sheet-${index}` as const;
          const changedAt = begins + (changes ?? 0);
          const droppedAt = changedAt + (drops ?? 0);
          await appendTo(ledger.eventStore, streamId, [[opened({ rent: 5 })]], minute(begins));
          if (changes !== undefined)
            await appendTo(ledger.eventStore, streamId, [[changed('rent', 9)]], minute(changedAt));
          if (drops !== undefined) await appendTo(ledger.eventStore, streamId, [[dropped]], minute(droppedAt));
          const isThere = begins <= then && (drops === undefined || droppedAt > then);
          if (isThere) amounts.push(changes !== undefined && changedAt <= then ? 9 : 5);
        }
        await appendTo(ledger.eventStore, 'person-bob', [[lives.registered('Bob')]], minute(registered));
        await ledger.owners.deliver(ledger.feed());
        const isKnown = registered <= then;
        const reader = ledger.readerFor(clerk);
        expect(await reader.read('bob', { asOf: minute(then) })).toEqual(
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
              },
        );
        expect(await reader.read('bob', { asOf: minute(99) })).toEqual(await reader.read('bob'));
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
