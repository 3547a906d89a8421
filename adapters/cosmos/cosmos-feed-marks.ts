import { randomUUID } from 'node:crypto';
import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import type { FeedMark, FeedMarks } from '../../application/feed/feed-marks.ts';
import { effectiveKeyOf, isWithin } from './effective-key.ts';
import { queryAll } from './queries.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** What may differ between the marks of one process. */
export interface MarkOptions extends StoreOptions {
  /** Milliseconds from one write of a subscriber's marks to the next. */
  readonly everyMs?: number;
}

/** Marks of one process, with what ends them. */
export interface ClosableFeedMarks extends FeedMarks {
  /** Stores what is not stored yet. Never throws. */
  close(): Promise<void>;
}

/** A fifth of what an alert waits for. */
const usualEveryMs = 20_000;

/** Six hours: longer than a measurement takes to see a mark, and to remember that everything was found. */
const secondsToKeep = 21_600;

const place = z.object({ key: z.string(), writtenAt: z.number() });
const stored = z.object({ marks: z.array(place) });

/** The marks of one subscriber that this process has noted, the newest in each part of the keys, and what is not stored of them. */
interface Noted {
  readonly places: Map<string, z.infer<typeof place>>;
  writtenAt: number;
  due: NodeJS.Timeout | undefined;
}

/**
 * Marks in the container `lag`: one document for each subscriber and process, with the newest mark in each of the 64 parts of the
 * keys. A range that is smaller than such a part (more than about 64 ranges) may lose its mark to its neighbour.
 */
export const cosmosFeedMarks = (database: Database, options: MarkOptions = {}): ClosableFeedMarks => {
  const container = database.container('lag');
  const retrying = retriesOf(options);
  const everyMs = options.everyMs ?? usualEveryMs;
  const id = `passed-${randomUUID()}`;
  const noted = new Map<string, Noted>();

  const write = async (subscriber: string, marks: Noted): Promise<void> => {
    clearTimeout(marks.due);
    marks.due = undefined;
    marks.writtenAt = performance.now();
    const document = { id, subscriber, marks: [...marks.places.values()], ttl: secondsToKeep };
    await retrying((abortSignal) => container.items.upsert(document, { abortSignal })).catch((error: unknown) => {
      options.tracing?.log({ event: 'mark-not-stored', subscriber, error: String(error) });
      later(subscriber, marks);
    });
  };

  const later = (subscriber: string, marks: Noted): void => {
    const wait = marks.writtenAt + everyMs - performance.now();
    marks.due ??= setTimeout(() => void write(subscriber, marks), Math.max(0, wait)).unref();
  };

  return {
    note: async (subscriber, ...passed) => {
      const marks = noted.get(subscriber) ?? { places: new Map(), writtenAt: -Infinity, due: undefined };
      noted.set(subscriber, marks);
      for (const mark of passed) keepNewer(marks.places, mark);
      if (performance.now() - marks.writtenAt >= everyMs) await write(subscriber, marks);
      else later(subscriber, marks);
    },

    passed: async (subscriber, range) => {
      const query = { query: `SELECT c.marks FROM c WHERE STARTSWITH(c.id, 'passed-')` };
      const documents = await queryAll(container, retrying, query, { partitionKey: subscriber });
      const seconds = documents
        .flatMap((document) => stored.safeParse(document).data?.marks ?? [])
        .filter(({ key }) => isWithin(range, key))
        .map(({ writtenAt }) => writtenAt);
      return seconds.length === 0 ? undefined : Math.max(...seconds);
    },

    close: async () => {
      const waiting = [...noted].filter(([, { due }]) => due !== undefined);
      await Promise.all(waiting.map(([subscriber, marks]) => write(subscriber, marks)));
      for (const { due } of noted.values()) clearTimeout(due);
    },
  };
};

/** By the first byte of its key, which has 64 values. */
const keepNewer = (places: Noted['places'], { streamId, writtenAt }: FeedMark): void => {
  const key = effectiveKeyOf(streamId);
  const part = key.slice(0, 2);
  if (writtenAt >= (places.get(part)?.writtenAt ?? -1)) places.set(part, { key, writtenAt });
};
