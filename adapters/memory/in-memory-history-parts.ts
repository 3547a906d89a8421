import { z } from 'zod';
import type { HistoryPage, HistoryParts } from '../../application/builds/history-parts.ts';
import { fnv1a } from '../../domain/modelling/fnv1a.ts';
import { deliverable } from '../stored-commit.ts';
import type { InMemoryEventStore } from './in-memory-event-store.ts';

const streamOf = z.object({ streamId: z.string() });

/** The history of an event store in memory, in parts by the hash of the stream. A part is named by its number and their count. */
export const inMemoryHistoryParts = ({ feed }: Pick<InMemoryEventStore, 'feed'>): HistoryParts => ({
  split: async (atLeast) => Array.from({ length: atLeast }, (_, index) => `${index}/${atLeast}`),

  async *pages(part, { from, pageSize }): AsyncIterable<HistoryPage> {
    const [index = 0, count = 1] = part.split('/').map(Number);
    let position = Number(from ?? 0);
    while (true) {
      const left = feed()
        .slice(position)
        .map((document, offset) => ({ document, end: position + offset + 1 }));
      const page = left.filter(({ document }) => partOf(document, count) === index).slice(0, pageSize);
      const end = page.at(-1)?.end;
      if (end === undefined) return;
      position = end;
      yield { documents: page.map(({ document }) => deliverable(document)), continuation: String(position) };
    }
  },

  count: async () => feed().length,
});

const partOf = (document: unknown, count: number): number =>
  Number.parseInt(fnv1a(streamOf.parse(document).streamId).slice(-4), 16) % count;
