import { z } from 'zod';
import { deliverable } from '../../../adapters/stored-commit.ts';
import type { InMemoryEventStore } from '../../../adapters/memory/index.ts';
import { fnv1a } from '../../../domain/modelling/fnv1a.ts';

/** A document of the feed, at its place in its range. */
interface Fed {
  readonly document: unknown;
  readonly range: number;
}

/** The change feed of a store, in ranges by stream: in order within a range, and so within a stream. */
export interface Feed {
  /** The documents of a range behind a position, at most so many, and the position behind each. */
  behind(
    range: number,
    position: number,
    atMost: number,
  ): { readonly documents: readonly unknown[]; readonly end: number };
  /** Resolves once there is a document behind this position. */
  more(range: number, position: number): Promise<void>;
  /** Takes notice of what was appended, and wakes who waits for it. */
  refresh(): void;
  /** Whether this position is the end of the range. */
  isAtEnd(range: number, position: number): boolean;
}

/** The feed of a store in so many ranges. */
export const feedOf = (eventStore: Pick<InMemoryEventStore, 'feed'>, ranges: number): Feed => {
  const fed: Fed[] = [];
  let waiting: { readonly isThere: () => boolean; readonly wake: () => void }[] = [];

  const refresh = (): void => {
    for (const document of eventStore.feed(fed.length))
      fed.push({ document: deliverable(document), range: rangeOf(document, ranges) });
    const woken = waiting.filter(({ isThere }) => isThere());
    waiting = waiting.filter((each) => !woken.includes(each));
    for (const { wake } of woken) wake();
  };
  const isAtEnd = (range: number, position: number): boolean =>
    !fed.some((each, index) => index >= position && each.range === range);

  return {
    refresh,
    isAtEnd,

    behind: (range, position, atMost) => {
      const documents: unknown[] = [];
      let end = position;
      for (; end < fed.length && documents.length < atMost; end += 1)
        if (fed[end]?.range === range) documents.push(fed[end]?.document);
      return { documents, end };
    },

    more: (range, position) =>
      isAtEnd(range, position)
        ? new Promise((resolve) => {
            waiting.push({ isThere: () => !isAtEnd(range, position), wake: resolve });
          })
        : Promise.resolve(),
  };
};

const ofStream = z.object({ streamId: z.string() });

const rangeOf = (document: unknown, ranges: number): number =>
  Number.parseInt(fnv1a(ofStream.parse(document).streamId).slice(-4), 16) % ranges;
