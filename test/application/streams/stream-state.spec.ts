import { describe, expect, it } from 'vitest';
import { withCommits, sizeOfStream, emptyStream } from '../../../application/streams/stream-state.ts';
import { rememberedCommands, withReceipts, type CommandReceipt } from '../../../application/streams/receipts.ts';
import { sheet } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const empty = emptyStream('sheet-1', sheet.initial);
const receipts = (count: number) =>
  Array.from({ length: count }, (_, index): CommandReceipt => ({
    commandId: `command-${index}`,
    digest: undefined,
    version: index + 1,
    recordedAt: index,
    events: [],
  }));
const sizeAfter = (commandCount: number): number =>
  sizeOfStream({ ...empty, receipts: withReceipts(empty.receipts, receipts(commandCount)) });

describe('the state of a stream', () => {
  it('counts the commits that are in no snapshot, from none', async () => {
    const { send, eventStore } = sheetsOverMemory();
    await send('1', commands.open, commands.changeRent(6), commands.close);
    const [first, ...others] = await eventStore.read('sheet-1');
    const once = withCommits(sheet, empty, first === undefined ? [] : [first]);
    expect([empty, once, withCommits(sheet, once, others)].map((stream) => stream.commitsSinceSnapshot)).toEqual([
      0, 1, 3,
    ]);
  });
});

describe('the size of a stream state', () => {
  it('is two bytes for each character of its state', () => {
    const state = { text: 'x'.repeat(1_000) };
    expect(sizeOfStream({ ...empty, state })).toBe(2 * JSON.stringify(state).length);
  });

  it('grows with each command that is remembered', () => {
    expect(sizeAfter(3) - sizeAfter(0)).toBe(3 * 400);
  });

  it('grows no more once a stream has two maps of commands, as it never has more', () => {
    const most = sizeAfter(2 * rememberedCommands);
    expect(most - sizeAfter(0)).toBe(2 * rememberedCommands * 400);
    expect(sizeAfter(3 * rememberedCommands)).toBe(most);
  });
});
