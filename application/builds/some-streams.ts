import { z } from 'zod';
import type { StreamId } from '../../domain/modelling/ids.ts';
import { fnv1a } from '../../domain/modelling/fnv1a.ts';
import { streamIdSchema } from '../streams/commit.ts';
import type { HistoryParts } from './history-parts.ts';

/** Into how many parts the history is divided to take streams from everywhere. */
const parts = 32;

/** How many commits of a part are looked at. */
const pageSize = 100;

const named = z.object({ streamId: streamIdSchema, category: z.string() });

/** Finds some streams of a category, from every part of the history: others at each moment. */
export const someStreams =
  ({ split, pages }: Pick<HistoryParts, 'split' | 'pages'>, clock: () => string) =>
  async (category: string, count: number): Promise<readonly StreamId[]> => {
    const names = await split(parts);
    const ofEach = Math.ceil(count / names.length);
    const found: StreamId[] = [];
    for (const part of names) {
      const streams = await streamsOn(pages(part, { from: undefined, pageSize }), category);
      found.push(...shuffled(streams, clock()).slice(0, ofEach));
    }
    return shuffled(found, clock()).slice(0, count);
  };

/** The streams on the first page that has any commits. */
const streamsOn = async (pages: ReturnType<HistoryParts['pages']>, category: string): Promise<readonly StreamId[]> => {
  let commits: readonly z.infer<typeof named>[] = [];
  for await (const { documents } of pages) {
    commits = documents.flatMap((document) => named.safeParse(document).data ?? []);
    if (commits.length > 0) break;
  }
  return [...new Set(commits.filter((each) => each.category === category).map(({ streamId }) => streamId))];
};

const shuffled = (streams: readonly StreamId[], seed: string): readonly StreamId[] =>
  streams
    .map((streamId) => ({ streamId, place: fnv1a(`${seed} ${streamId}`) }))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ streamId }) => streamId);
