import { z } from 'zod';
import { deliverable } from '../../../adapters/stored-commit.ts';
import type { InMemoryEventStore } from '../../../adapters/memory/index.ts';
import { evenRanges, halvesOf, isKeyIn, isSameRange, keyOf, type KeyRange } from './key-ranges.ts';

/** A document of the feed, and the key of its stream. */
export interface Fed {
  readonly document: unknown;
  readonly key: number;
}

/** The change feed of a store, in ranges by stream: in order within a range, and so within a stream. */
export interface Feed {
  /** The documents of a range behind a position, at most so many, and the position behind each. */
  behind(
    range: KeyRange,
    position: number,
    atMost: number,
  ): { readonly documents: readonly unknown[]; readonly end: number };
  /** Resolves once there is a document behind this position. */
  more(range: KeyRange, position: number): Promise<void>;
  /** Takes notice of what was appended, and wakes who waits for it. */
  refresh(): void;
  /** Whether this position is the end of the range. */
  isAtEnd(range: KeyRange, position: number): boolean;
  /** The ranges that the store has at this moment. */
  ranges(): readonly KeyRange[];
  /** Whether this range is one of them no more. */
  isDivided(range: KeyRange): boolean;
  /** Divides a range into two, unless it is divided, or there are many. Who reads it learns of that at its next read. */
  divide(range: KeyRange): void;
  /** All documents, in the order in which the store wrote them. */
  all(): readonly Fed[];
}

/** More ranges than this are not worth their steps. */
const mostRanges = 6;

const ofStream = z.object({ streamId: z.string() });

/** The feed of a store in so many ranges at first. The store stamps each document with its second. `now` gives virtual milliseconds. */
export const feedOf = (
  eventStore: Pick<InMemoryEventStore, 'feed'>,
  rangesAtFirst: number,
  now: () => number,
): Feed => {
  const fed: Fed[] = [];
  let ranges = evenRanges(rangesAtFirst);
  let waiting: { readonly isThere: () => boolean; readonly wake: () => void }[] = [];

  const refresh = (): void => {
    for (const document of eventStore.feed(fed.length)) {
      const key = keyOf(ofStream.parse(document).streamId);
      fed.push({ document: stamped(deliverable(document), now()), key });
    }
    const woken = waiting.filter(({ isThere }) => isThere());
    waiting = waiting.filter((each) => !woken.includes(each));
    for (const { wake } of woken) wake();
  };
  const isAtEnd = (range: KeyRange, position: number): boolean =>
    !fed.some(({ key }, index) => index >= position && isKeyIn(range, key));

  return {
    refresh,
    isAtEnd,
    ranges: () => ranges,
    isDivided: (range) => !ranges.some((each) => isSameRange(each, range)),
    all: () => fed,

    behind: (range, position, atMost) => {
      const documents: unknown[] = [];
      let end = position;
      for (let next = fed[end]; next !== undefined && documents.length < atMost; next = fed[(end += 1)])
        if (isKeyIn(range, next.key)) documents.push(next.document);
      return { documents, end };
    },

    more: (range, position) =>
      isAtEnd(range, position)
        ? new Promise((resolve) => {
            waiting.push({ isThere: () => !isAtEnd(range, position), wake: resolve });
          })
        : Promise.resolve(),

    divide: (range) => {
      if (ranges.length >= mostRanges) return;
      ranges = ranges.flatMap((each) => (isSameRange(each, range) ? halvesOf(each) : [each]));
    },
  };
};

const stamped = (document: unknown, now: number): unknown => ({ ...(document ?? {}), _ts: Math.floor(now / 1_000) });
