import { beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../../application/archive/archive.ts';
import { archivedCommit, type ArchivedCommit } from '../../../application/archive/archived-commit.ts';

/** A commit that an archive is given. */
export const aCommit = (
  streamId: string,
  version: number,
  { recordedAt = '2026-05-04T10:00:00.000Z', category = 'order', note = '' } = {},
): ArchivedCommit =>
  archivedCommit({
    id: String(version).padStart(16, '0'),
    streamId,
    category,
    version,
    events: [{ type: 'Unheard', schemaVersion: 7, data: { note, 'ü\n"': [1.5, null, { 'é\u2028': true }] }, later: 1 }],
    recordedAt,
    ofTomorrow: { deep: [] },
    _etag: '"differs"',
  });

/** Every line that an archive holds, in its order. */
export const linesOf = async (archive: Archive): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { lines } of archive.parts()) found.push(...lines);
  return found;
};

const textsOf = (commits: readonly ArchivedCommit[]) => commits.map(({ text }) => text);

/** What every archive promises. `make` gives an empty one, and another process's way to the same one. */
export const archiveContract = (
  name: string,
  make: () => Promise<{ readonly archive: Archive; readonly rival: Archive }>,
): void => {
  describe(`${name} keeps the promises of an archive`, () => {
    let archive: Archive;
    let rival: Archive;
    const stream = [1, 2, 3, 4, 5].map((version) => aCommit('order-1', version));

    beforeEach(async () => {
      ({ archive, rival } = await make());
    });

    it('is empty at first, and adds nothing when it is given nothing', async () => {
      expect(await linesOf(archive)).toEqual([]);
      expect(await archive.add([])).toEqual([]);
      expect(await linesOf(archive)).toEqual([]);
    });

    it('gives back what was added, to the byte and in order', async () => {
      expect(await archive.add(stream)).toEqual(stream);
      expect(await linesOf(archive)).toEqual(textsOf(stream));
      expect(await linesOf(rival)).toEqual(textsOf(stream));
    });

    it('adds nothing twice: not the same again, not an overlap, not an old batch', async () => {
      await archive.add(stream.slice(0, 3));
      expect(await archive.add(stream.slice(0, 3))).toEqual([]);
      expect(await archive.add(stream.slice(1))).toEqual(stream.slice(3));
      expect(await archive.add(stream.slice(0, 1))).toEqual([]);
      expect(await linesOf(archive)).toEqual(textsOf(stream));
    });

    it('adds nothing twice for another process, which knows nothing of the first', async () => {
      await archive.add(stream.slice(0, 3));
      expect(await rival.add(stream)).toEqual(stream.slice(3));
      await archive.add(stream);
      expect(await linesOf(archive)).toEqual(textsOf(stream));
    });

    it('keeps the same versions of different streams apart', async () => {
      const commits = [aCommit('order-1', 11), aCommit('order-1', 1), aCommit('order-11', 1), aCommit('order-1-1', 1)];
      expect(await archive.add(commits)).toEqual(commits);
      expect(await linesOf(archive)).toHaveLength(4);
    });

    it('gives day after day, whatever the order of adding', async () => {
      const late = aCommit('order-1', 2, { recordedAt: '2026-05-05T00:00:00.000Z' });
      const early = aCommit('order-2', 1, { recordedAt: '2026-05-04T23:59:59.999Z' });
      await archive.add([late, early]);
      await archive.add([aCommit('order-3', 1, { recordedAt: '2025-12-31T10:00:00Z' })]);
      const versions = (await linesOf(archive)).map((line) => (JSON.parse(line) as { streamId: string }).streamId);
      expect(versions).toEqual(['order-3', 'order-2', 'order-1']);
    });

    it('takes categories of any name, each for itself', async () => {
      const names = ['order', 'order.x', 'a/b', '..', '.', 'a b', 'ü', 'x'.repeat(900), '%2E'];
      const commits = names.map((category) => aCommit(`${category}-1`, 1, { category }));
      await archive.add(commits);
      expect(await rival.add(commits)).toEqual([]);
      expect([...(await linesOf(archive))].sort()).toEqual([...textsOf(commits)].sort());
    });

    it('holds each commit once, and streams in order, when processes add the same at the same time', async () => {
      const streams = Array.from({ length: 10 }, (_, index) => `order-${index}`);
      const batches = [1, 2, 3, 4].map((version) => streams.map((streamId) => aCommit(streamId, version)));
      const deliver = async (to: Archive) => {
        for (const batch of batches) await to.add(batch);
      };
      await Promise.all([deliver(archive), deliver(rival), deliver(archive)]);
      const lines = (await linesOf(archive)).map((line) => JSON.parse(line) as ArchivedCommit);
      expect(lines).toHaveLength(40);
      for (const streamId of streams)
        expect(lines.filter((line) => line.streamId === streamId).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    });
  });
};
