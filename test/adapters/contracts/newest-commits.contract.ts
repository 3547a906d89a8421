import { describe, expect, it } from 'vitest';
import { secondOf } from '../../../application/feed/feed-marks.ts';
import type { FeedMarks } from '../../../application/feed/feed-marks.ts';
import type { NewestCommits } from '../../../application/lag/newest-commits.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import { appendAll, newCommit } from './new-commit.ts';

/** What is needed of one store of events: to write, to look at its end, and to mark how far it was read. */
export interface MeasurableStore {
  readonly eventStore: EventStore;
  readonly newestCommits: NewestCommits;
  readonly feedMarks: FeedMarks;
}

const names = Array.from({ length: 40 }, (_, index) => `order-${index}` as const);

const filled = async (make: () => Promise<MeasurableStore>) => {
  const store = await make();
  await inParallel(8, names, (name) =>
    appendAll(store.eventStore, name, [newCommit(`${name} 1`, 'OrderPlaced'), newCommit(`${name} 2`, 'NoteTaken')]),
  );
  return store;
};

/** What the end of a store's feed promises, and the marks that go with it. `make` gives an empty store. */
export const newestCommitsContract = (name: string, make: () => Promise<MeasurableStore>): void => {
  describe(`${name} keeps the promises of an end of the feed`, () => {
    it('has ranges, and no commit, at first', async () => {
      const samples = await (await make()).newestCommits.newest(20);
      expect(samples.length).toBeGreaterThan(0);
      expect(samples.flatMap(({ commits }) => commits)).toEqual([]);
    });

    it('gives each commit once, by the range that it lies in, newest first', async () => {
      const { newestCommits } = await filled(make);
      const samples = await newestCommits.newest(1_000);
      const found = samples.flatMap(({ commits }) => commits.map(({ streamId, version }) => `${streamId}@${version}`));
      expect(found.toSorted()).toEqual(names.flatMap((each) => [`${each}@1`, `${each}@2`]).toSorted());
      for (const { commits } of samples) {
        const seconds = commits.map(({ writtenAt }) => writtenAt);
        expect(seconds).toEqual(seconds.toSorted((one, other) => other - one));
      }
      expect(samples.flatMap(({ commits }) => commits)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ category: 'order', recordedAt: '2026-11-21T09:00:00.000Z' }),
        ]),
      );
    });

    it('says which streams lie in a range, also of streams that are not among its newest', async () => {
      const { newestCommits } = await filled(make);
      const all = await newestCommits.newest(1_000);
      for (const { holds } of await newestCommits.newest(1)) expect(names.filter(holds).length).toBeGreaterThan(0);
      for (const { holds, commits } of all)
        expect(names.filter(holds).toSorted()).toEqual(
          [...new Set(commits.map(({ streamId }) => streamId))].toSorted(),
        );
    });

    it('gives no more of a range than was asked for', async () => {
      const { newestCommits } = await filled(make);
      const samples = await newestCommits.newest(3);
      expect(Math.max(...samples.map(({ commits }) => commits.length))).toBe(3);
    });

    it('has been passed by nobody at first', async () => {
      const { newestCommits, feedMarks } = await filled(make);
      for (const { range } of await newestCommits.newest(1))
        expect(await feedMarks.passed('publishing', range)).toBe(undefined);
    });

    it('is passed by a subscriber in the range that its mark lies in, and in no other', async () => {
      const { newestCommits, feedMarks } = await filled(make);
      for (const { range, commits } of await newestCommits.newest(1)) {
        const [newest] = commits;
        if (newest === undefined) throw new Error('Every range has a commit here.');
        await feedMarks.note('publishing', newest);
        expect(await feedMarks.passed('publishing', range)).toBe(secondOf({ _ts: newest.writtenAt }, ''));
        expect(await feedMarks.passed('archive', range)).toBe(undefined);
      }
    });
  });
};
