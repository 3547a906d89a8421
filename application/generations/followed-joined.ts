import type { Joined } from '../../domain/modelling/joined.ts';
import { streamIdSchema } from '../streams/commit.ts';
import type { After } from '../views/after.ts';
import type { JoinedDocuments } from '../views/joined/joined-documents.ts';
import {
  joinedReaders,
  type JoinedAnswer,
  type JoinedReaders,
  type QueryingJoined,
} from '../views/joined/joined-query.ts';
import { partsReached } from '../views/joined/parts-reached.ts';
import { everyGeneration, followGenerations, type Following, type ReadableGeneration } from './followed-generations.ts';
import { hasComeTo } from './has-come-to.ts';
import { settledRead, type SettlingGeneration, type Shown } from './settled-read.ts';
import { joinedShownAs } from './joined-shown-as.ts';

/** The ports of queries for a joined view of whichever generation is live. */
export interface FollowingJoined extends Omit<QueryingJoined<never, never>, 'documents'>, Following {
  readonly documents: <Shape extends object, Part extends object>(
    joined: Joined<Shape, Part>,
  ) => JoinedDocuments<Shape, Part>;
}

/** One generation of a joined view. */
interface ReadableJoined<Shape> {
  readonly readers: JoinedReaders<Shape>;
  /** The versions of streams that the document of a key is made of, or newer ones. */
  readonly parts: (key: string) => Promise<readonly (Shown & After)[]>;
  readonly hasCome: (after: After) => Promise<boolean>;
}

/**
 * Reads the joined documents of whichever generation is live. For a minute after a switch a document is answered only once both
 * generations have come to the streams that are part of it. Lists follow the live generation without waiting: they may be a batch apart.
 */
export const followedJoined = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  following: FollowingJoined,
): JoinedReaders<Shape> => {
  const generations = readablesOf(joined, following);
  const followed = followGenerations(joined.viewName, generations, following);
  return {
    for: (reader) => ({
      read: async (key, asked = {}) => {
        const { live, beside } = await followed();
        const read = ({ readers }: ReadableJoined<Shape>) => readers.for(reader).read(key, asked);
        if (beside === undefined || asked.asOf !== undefined) return read(live);
        const settled = (each: ReadableJoined<Shape>) => settling(each, key, () => read(each));
        return settledRead({ live: settled(live), beside: settled(beside) }, following.patience);
      },
      list: async (request) => (await followed()).live.readers.for(reader).list(request),
    }),
    search: (query) => {
      const searches = generations.map(({ generation, readable: { readers } }) => ({
        generation,
        readable: readers.search(query),
      }));
      const searched = followGenerations(joined.viewName, searches, following);
      return {
        for: (reader) => ({
          list: async (request) => (await searched()).live.for(reader).list(request),
          count: async (filter) => (await searched()).live.for(reader).count(filter),
        }),
      };
    },
  };
};

/** The parts are read behind the document, so they are as new or newer. */
const settling = <Shape>(
  { parts, hasCome }: ReadableJoined<Shape>,
  key: string,
  read: () => Promise<JoinedAnswer<Shape>>,
): SettlingGeneration<JoinedAnswer<Shape>, Shown & After> => ({
  read: async () => {
    const answer = await read();
    return { answer, shows: answer.found === 'current' ? await parts(key) : [] };
  },
  isReached: hasCome,
});

const readablesOf = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  following: FollowingJoined,
): readonly ReadableGeneration<ReadableJoined<Shape>>[] => {
  const ports = { ...following, documents: following.documents(joined) };
  const categories = joined.sources.map(({ source }) => source.category);
  const own: ReadableJoined<Shape> = {
    readers: joinedReaders(joined, ports),
    parts: async (key) =>
      (await ports.documents.parts(key)).map(({ streamId, version }) => ({
        ...{ id: streamId, version },
        streamId: streamIdSchema.parse(streamId),
      })),
    hasCome: hasComeTo(categories, partsReached(joined, ports)),
  };
  return everyGeneration(joined, own, {
    open: (former) =>
      former.withTypes<readonly ReadableGeneration<ReadableJoined<object>>[]>((each) => readablesOf(each, following)),
    shownAs: ({ readers, ...others }, shown) => ({ ...others, readers: joinedShownAs(readers, shown) }),
  });
};
