import type { StreamId } from '../../../domain/modelling/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../../application/streams/commit.ts';
import { DamagedStream, StreamHead } from '../../../application/streams/stream-head.ts';
import { asBob, specTime } from '../../support/as-bob.ts';

const commitOf = (first: number, count: number, streamId: StreamId = 'sheet-1'): Commit => ({
  streamId,
  category: 'sheet',
  version: first + count - 1,
  events: Array.from({ length: count }, () => ({ type: 'Something', schemaVersion: 1, data: {} })),
  recordedAt: specTime,
  ...asBob('any'),
});

const start = StreamHead.beforeFirst('sheet-1');

describe('the head of a stream', () => {
  it('is at version 0 before the first commit', () => expect(start.version).toBe(0));

  it('moves over commits of any size that follow each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (sizes) => {
        const commits = sizes.map((size, index) =>
          commitOf(
            sizes.slice(0, index).reduce((a, b) => a + b, 1),
            size,
          ),
        );
        expect(start.after(commits).version).toBe(sizes.reduce((a, b) => a + b, 0));
      }),
    );
  });

  it.each([
    ['a gap', [commitOf(1, 2), commitOf(4, 1)]],
    ['an overlap', [commitOf(1, 2), commitOf(2, 1)]],
    ['a repetition', [commitOf(1, 1), commitOf(1, 1)]],
    ['a missing beginning', [commitOf(2, 1)]],
    ['another stream', [commitOf(1, 1, 'sheet-2')]],
  ])('refuses %s', (_, commits) => {
    expect(() => start.after(commits)).toThrow(DamagedStream);
    expect(() => start.after(commits)).toThrow('Stream sheet-1 is damaged');
  });

  it('says what it has found instead, by name', () => {
    const gap = () => start.after([commitOf(2, 1), commitOf(4, 2)]);
    expect(gap).toThrow('Stream sheet-1 is damaged: version 0 is not continued by sheet-1@2, which holds 1.');
    expect(gap).toThrow(expect.objectContaining({ name: 'DamagedStream' }));
  });

  it('refuses a commit that was appended behind another one, and names both', () => {
    const [first, second] = [{ ...commitOf(1, 2), hash: 'a' }, commitOf(3, 1)];
    expect(start.after([first, { ...second, previousHash: 'a' }]).version).toBe(3);
    const refused = () => StreamHead.behind(first).after([{ ...second, previousHash: 'b' }]);
    expect(refused).toThrow(DamagedStream);
    expect(refused).toThrow('the hash of version 2 is not the one that version 3 was appended behind');
  });

  it('moves over commits without a hash, which an older release has stored', () => {
    const commits = [commitOf(1, 1), { ...commitOf(2, 1), hash: 'b' }, commitOf(3, 1)];
    expect(start.after(commits).version).toBe(3);
  });

  it('stays where it is when nothing follows', () => {
    expect(StreamHead.behind(commitOf(1, 3)).after([])).toEqual(StreamHead.behind(commitOf(1, 3)));
  });
});
