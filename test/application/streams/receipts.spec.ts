import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../../application/streams/commit.ts';
import {
  forgottenReceipts,
  noReceipts,
  receiptFor,
  receiptOf,
  rememberedCommands,
  rememberedReceipts,
  withReceipts,
  type CommandReceipt,
} from '../../../application/streams/receipts.ts';
import { asBob, specTime } from '../../support/as-bob.ts';

const receipt = (version: number, commandId = `command-${version}`): CommandReceipt => ({
  commandId,
  digest: undefined,
  version,
  recordedAt: Date.parse(specTime) + version,
  events: [{ type: 'Something', version }],
});
const upTo = (last: number) => Array.from({ length: last }, (_, index) => receipt(index + 1));

describe('the receipts of a stream', () => {
  it('know what a command has left, and nothing of others', () => {
    const receipts = withReceipts(noReceipts(), upTo(3));
    expect(receiptFor(receipts, 'command-2')).toEqual(receipt(2));
    expect(receiptFor(receipts, 'command-4')).toBeUndefined();
    expect(receiptFor(receipts, 'constructor')).toBeUndefined();
  });

  it('remember exactly the newest, however many have come, one by one or together', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 }), (sizes) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        let receipts = noReceipts();
        for (const size of sizes) receipts = withReceipts(receipts, upTo(receipts.seen + size).slice(receipts.seen));
        const expected = upTo(total).slice(-rememberedCommands);
        expect(rememberedReceipts(receipts)).toEqual(expected);
        const [oldest] = expected;
        if (oldest === undefined) return;
        expect(receiptFor(receipts, oldest.commandId)).toEqual(oldest);
        expect(receiptFor(receipts, `command-${oldest.version - 1}`)).toBeUndefined();
        expect(receiptFor(receipts, `command-${total}`)?.version).toBe(total);
      }),
      { numRuns: 40 },
    );
  });

  it('stay as they were for who still holds them, whatever came after', () => {
    const before = withReceipts(noReceipts(), upTo(rememberedCommands - 1));
    withReceipts(before, upTo(3 * rememberedCommands).slice(rememberedCommands - 1));
    expect(rememberedReceipts(before)).toEqual(upTo(rememberedCommands - 1));
    expect(receiptFor(before, `command-${rememberedCommands}`)).toBeUndefined();
    expect(receiptFor(before, 'command-1')).toEqual(receipt(1));
  });

  it('are the same for two who learn the same commits from the same start', () => {
    const start = withReceipts(noReceipts(), upTo(rememberedCommands));
    const more = upTo(rememberedCommands + 5).slice(rememberedCommands);
    const one = withReceipts(start, more);
    const other = withReceipts(withReceipts(start, more.slice(0, 2)), more.slice(2));
    expect(rememberedReceipts(one)).toEqual(rememberedReceipts(other));
  });

  it('never hold more than twice what is remembered, however many come', () => {
    let receipts = noReceipts();
    for (const each of upTo(3 * rememberedCommands + 5)) {
      receipts = withReceipts(receipts, [each]);
      expect(receipts.older.size + receipts.recent.size).toBeLessThanOrEqual(2 * rememberedCommands);
    }
  });

  it('give all that is remembered in the order it came in, also where one id came twice', () => {
    const all = withReceipts(noReceipts(), [receipt(1), receipt(2), receipt(3, 'command-1')]);
    expect(rememberedReceipts(all)).toEqual([receipt(2), receipt(3, 'command-1')]);
  });

  it('tell the newest of two commands with one id, the older of which was forgotten', () => {
    const all = withReceipts(noReceipts(), [...upTo(rememberedCommands), receipt(rememberedCommands + 1, 'command-1')]);
    expect(receiptFor(all, 'command-1')?.version).toBe(rememberedCommands + 1);
  });
});

describe('what the receipts of a stream have forgotten', () => {
  it('is nothing as long as every command is remembered', () => {
    for (const count of [0, 1, rememberedCommands])
      expect(forgottenReceipts(withReceipts(noReceipts(), upTo(count)))).toBeUndefined();
  });

  it.each([1, 2, rememberedCommands, rememberedCommands + 1, 2 * rememberedCommands])(
    'lies before the oldest that is remembered, and is not newer than that, when %i are forgotten',
    (forgotten) => {
      const receipts = withReceipts(noReceipts(), upTo(rememberedCommands + forgotten));
      const recordedAt = receipt(forgotten + 1).recordedAt;
      expect(forgottenReceipts(receipts)).toEqual({ upTo: forgotten, recordedAt });
    },
  );

  it('is known of receipts that begin in the middle of a stream, as those of a snapshot do', () => {
    const receipts = withReceipts(noReceipts(), upTo(rememberedCommands + 7).slice(7));
    expect(forgottenReceipts(receipts)).toEqual({ upTo: 7, recordedAt: receipt(8).recordedAt });
  });
});

describe('the receipt of a commit', () => {
  const stored = { schemaVersion: 1, data: {} };
  const commit: Commit = {
    streamId: 'sheet-1',
    category: 'sheet',
    version: 5,
    events: [
      { type: 'First', ...stored },
      { type: 'Second', ...stored },
    ],
    recordedAt: specTime,
    ...asBob('both'),
  };

  it('names its events, each with its own version', () => {
    expect(receiptOf(commit)).toEqual({
      commandId: 'both',
      digest: undefined,
      version: 5,
      recordedAt: Date.parse(specTime),
      events: [
        { type: 'First', version: 4 },
        { type: 'Second', version: 5 },
      ],
    });
  });

  it('says what was asked, where the commit does', () => {
    expect(receiptOf({ ...commit, commandDigest: 'asked' }).digest).toBe('asked');
  });
});
