import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Commit } from '../../../application/streams/commit.ts';
import { noReceipts, receiptOf, rememberedReceipts, withReceipts } from '../../../application/streams/receipts.ts';
import { fromSnapshot, snapshotOf } from '../../../application/streams/snapshot.ts';
import type { Snapshot } from '../../../application/streams/snapshot-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { asBob, specTime } from '../../support/as-bob.ts';

const commitOf = (version: number, commandId: string, ...types: readonly string[]): Commit => ({
  streamId: 'pot-1',
  category: 'pot',
  version,
  events: types.map((type) => ({ type, schemaVersion: 1, data: {} })),
  recordedAt: specTime,
  ...asBob(commandId),
});

type Receipt = Snapshot['receipts'][number];
const schema = z.object({ cups: z.int() });
const first = { ...commitOf(2, 'both', 'PotBought', 'PotFilled'), commandDigest: 'asked' };
const last = commitOf(3, 'empty', 'PotEmptied');
const known = {
  head: StreamHead.behind(last),
  state: { cups: 2 },
  receipts: withReceipts(noReceipts(), [first, last].map(receiptOf)),
  commitsSinceSnapshot: 7,
};
const made = () => snapshotOf(known, 'this code');

describe('a snapshot', () => {
  it('is short: what was asked, when, and the types of the events, and no word more', () => {
    expect(made()).toEqual({
      streamId: 'pot-1',
      version: 3,
      fingerprint: 'this code',
      state: { cups: 2 },
      receipts: [
        [2, 'both', 'asked', Date.parse(specTime), 'PotBought', 'PotFilled'],
        [3, 'empty', null, Date.parse(specTime), 'PotEmptied'],
      ],
    });
  });

  it('gives back all that was known, several events of one command included', () => {
    const again = fromSnapshot(schema, made(), last);
    expect(again).toMatchObject({
      head: { streamId: 'pot-1', version: 3 },
      state: { cups: 2 },
      commitsSinceSnapshot: 0,
    });
    expect(again && rememberedReceipts(again.receipts)).toStrictEqual(rememberedReceipts(known.receipts));
  });

  it.each([
    ['its last command is another', { ...last, commandId: 'another' }, {}],
    ['its last command has another version', last, { receipts: [[2, 'empty', null, 0] satisfies Receipt] }],
    ['it says that it has another version', last, { version: 2 }],
    ['it is of another stream', last, { streamId: 'pot-2' as const }],
    ['its last commit was changed', { ...last, isChanged: true as const }, {}],
    ['it has no command', last, { receipts: [] }],
    ['its state is none', last, { state: { cups: 'many' } }],
  ])('is none of a commit when %s', (_, commit, change) => {
    const snapshot: Snapshot = made();
    const { receipts } = snapshot;
    expect(fromSnapshot(schema, { ...snapshot, receipts, ...change }, commit)).toBeUndefined();
  });
});
