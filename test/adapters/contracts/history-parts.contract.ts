import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HistoryPage, HistoryParts } from '../../../application/builds/history-parts.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { newCommit } from './new-commit.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';

/** An empty history, and how a range of its store is divided while somebody reads it, where ranges are. */
export interface HistoryOfParts {
  readonly parts: HistoryParts;
  readonly eventStore: EventStore;
  readonly divide?: () => Promise<void>;
}

const commit = z.object({ streamId: z.string(), version: z.number() });

const streams = Array.from({ length: 40 }, (_, index) => streamIdOf('order', String(index)));

/** Appends so many commits to each stream, round by round, so that streams are mixed. */
const fill = async ({ eventStore }: HistoryOfParts, rounds: number): Promise<void> => {
  for (let round = 1; round <= rounds; round += 1)
    await inParallel(8, streams, async (streamId) => {
      const commits = await eventStore.read(streamId);
      await eventStore.append(StreamHead.beforeFirst(streamId).after(commits), newCommit(`c-${round}`, 'RowChanged'));
    });
};

const everyCommit = (rounds: number): readonly string[] =>
  streams.flatMap((streamId) => Array.from({ length: rounds }, (_, index) => `${streamId}:${index + 1}`)).toSorted();

const idsIn = (pages: readonly HistoryPage[]): readonly string[] =>
  pages
    .flatMap(({ documents }) => documents.map((each) => commit.parse(each)))
    .map((each) => `${each.streamId}:${each.version}`);

/** Reads on from a place; to the end, or so many pages. */
const read = async (
  { parts }: HistoryOfParts,
  part: string,
  {
    from,
    pages = Infinity,
    pageSize = 7,
  }: { readonly from?: string | undefined; readonly pages?: number; readonly pageSize?: number } = {},
): Promise<readonly HistoryPage[]> => {
  const found: HistoryPage[] = [];
  for await (const page of parts.pages(part, { from, pageSize })) {
    found.push(page);
    if (found.length >= pages) break;
  }
  return found;
};

/** What every history in parts promises. `make` gives an empty one. */
export const historyPartsContract = (name: string, make: () => Promise<HistoryOfParts>): void => {
  describe(`${name} keeps the promises of a history in parts`, () => {
    it('has at least as many parts as are asked for, also while it is empty, which then are at their end', async () => {
      const history = await make();
      const parts = await history.parts.split(8);
      expect(new Set(parts).size).toBe(parts.length);
      expect(parts.length).toBeGreaterThanOrEqual(8);
      for (const part of parts) expect(await read(history, part)).toEqual([]);
    });

    it('has each commit in one part, all of a stream in the same, in their order', async () => {
      const history = await make();
      const parts = await history.parts.split(8);
      await fill(history, 3);
      const found = await Promise.all(parts.map(async (part) => idsIn(await read(history, part))));
      expect(found.flat().toSorted()).toEqual(everyCommit(3));
      expect(found.filter((ids) => ids.length > 0).length).toBeGreaterThan(4);
      for (const streamId of streams) {
        const of = found
          .map((ids) => ids.filter((id) => id.startsWith(`${streamId}:`)))
          .filter((ids) => ids.length > 0);
        expect(of).toEqual([[`${streamId}:1`, `${streamId}:2`, `${streamId}:3`]]);
      }
    });

    it('goes on behind any page, with what was appended meanwhile', async () => {
      const history = await make();
      const parts = await history.parts.split(8);
      await fill(history, 2);
      const begun = await Promise.all(parts.map(async (part) => read(history, part, { pages: 1, pageSize: 3 })));
      await fill(history, 1);
      const rest = await Promise.all(
        parts.map(async (part, index) => read(history, part, { from: begun[index]?.at(-1)?.continuation })),
      );
      expect(idsIn([...begun.flat(), ...rest.flat()]).toSorted()).toEqual(everyCommit(3));
    });

    it('gives pages that are no larger than asked for', async () => {
      const history = await make();
      await fill(history, 1);
      for (const part of await history.parts.split(8))
        for (const { documents } of await read(history, part, { pageSize: 3 }))
          expect(documents.length).toBeLessThan(4);
    });

    it('gives each commit once although a range of the store is divided in the middle of a part', async () => {
      const history = await make();
      const parts = await history.parts.split(8);
      await fill(history, 2);
      const begun = await Promise.all(parts.map(async (part) => read(history, part, { pages: 1, pageSize: 3 })));
      await history.divide?.();
      const rest = await Promise.all(
        parts.map(async (part, index) => read(history, part, { from: begun[index]?.at(-1)?.continuation })),
      );
      expect(idsIn([...begun.flat(), ...rest.flat()]).toSorted()).toEqual(everyCommit(2));
    });

    it('gives each commit once although ranges are divided between two pages of one reader', async () => {
      const history = await make();
      const parts = await history.parts.split(1);
      await fill(history, 2);
      const found: HistoryPage[] = [];
      for (const part of parts)
        for await (const page of history.parts.pages(part, { from: undefined, pageSize: 5 }))
          if (found.push(page) === 2) await history.divide?.();
      expect(idsIn(found).toSorted()).toEqual(everyCommit(2));
    });

    it('counts its commits', async () => {
      const history = await make();
      await fill(history, 2);
      expect(await history.parts.count()).toBe(80);
    });
  });
};
