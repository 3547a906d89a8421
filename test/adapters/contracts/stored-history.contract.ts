import { beforeEach, describe, expect, it } from 'vitest';
import { archivedCommit } from '../../../application/archive/archived-commit.ts';
import type { RestoreTarget, StoredHistory } from '../../../application/streams/stored-history.ts';

const document = (streamId: string, version: number, more: object = {}) => ({
  id: String(version).padStart(16, '0'),
  streamId,
  category: 'order',
  version,
  events: [{ type: 'Unheard', schemaVersion: 9, data: { b: 1, a: [1e21, null, 'ü'] }, later: true }],
  recordedAt: '2026-05-04T10:00:00.000Z',
  ...more,
});

/** What every store promises that is copied from and copied to. `make` gives an empty one. */
export const storedHistoryContract = (
  name: string,
  make: () => Promise<{
    readonly history: StoredHistory;
    readonly target: RestoreTarget;
    readonly rival: RestoreTarget;
  }>,
): void => {
  describe(`${name} keeps the promises of a stored history`, () => {
    let history: StoredHistory;
    let target: RestoreTarget;
    let rival: RestoreTarget;
    const text = (each: unknown) => archivedCommit(each).text;
    const all = async () => {
      const found: string[] = [];
      for await (const page of history.pages()) found.push(...page.map(text));
      return found;
    };

    beforeEach(async () => {
      ({ history, target, rival } = await make());
    });

    it('is empty at first', async () => {
      expect(await history.ofStream('order-1')).toEqual([]);
      expect(await all()).toEqual([]);
    });

    it('gives every document as it was put, to the byte, and those of a stream in their order', async () => {
      const streams = Array.from({ length: 20 }, (_, index) => `order-${index}`);
      const documents = [1, 2, 3].flatMap((version) => streams.map((streamId) => document(streamId, version)));
      for (const each of documents) expect(await target.put(each)).toBe('stored');
      const found = await all();
      expect(found.toSorted()).toEqual(documents.map(text).toSorted());
      for (const streamId of streams) {
        const expected = [1, 2, 3].map((version) => text(document(streamId, version)));
        expect(found.filter((each) => each.includes(`"${streamId}"`))).toEqual(expected);
        expect((await history.ofStream(streamId)).map(text)).toEqual(expected);
      }
    });

    it('gives the document of one commit, and nothing where none ends', async () => {
      const two = document('order-1', 3, { id: '0000000000000002' });
      for (const each of [document('order-1', 1), two, document('order-2', 3)]) await target.put(each);
      expect(text(await history.ofCommit('order-1', 3))).toBe(text(two));
      expect(await history.ofCommit('order-1', 2)).toBeUndefined();
      expect(await history.ofCommit('order-3', 1)).toBeUndefined();
    });

    it('stores nothing twice, and nothing over something else', async () => {
      await target.put(document('order-1', 1));
      expect(await rival.put(document('order-1', 1))).toBe('there');
      expect(await rival.put(document('order-1', 1, { later: 1 }))).toBe('different');
      expect(await all()).toEqual([text(document('order-1', 1))]);
    });

    it('refuses to be filled when it holds a history', async () => {
      await target.put(document('order-1', 1));
      expect(await target.begin()).toBe('refused');
    });

    it('can be filled further by another process, until the filling has ended', async () => {
      expect(await target.begin()).toBe('begun');
      await target.put(document('order-1', 1));
      expect(await rival.begin()).toBe('resumed');
      await rival.put(document('order-1', 2));
      await rival.end();
      await rival.end();
      expect(await target.begin()).toBe('refused');
    });
  });
};
