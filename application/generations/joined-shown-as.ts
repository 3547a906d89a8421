import type { DeclaredQuery } from '../../domain/modelling/query.ts';
import type { Page } from '../paging.ts';
import type { JoinedReaders } from '../views/joined/joined-query.ts';
import type { Projected } from '../views/read-model.ts';
import type { Search } from '../views/search.ts';

/** The readers of a former generation, whose documents are shown as those of today. */
export const joinedShownAs = <Shape>(
  readers: JoinedReaders<object>,
  shown: (document: unknown) => Shape,
): JoinedReaders<Shape> => {
  const pageShown = (page: Page<Projected<object>>): Page<Projected<Shape>> => ({
    ...page,
    items: page.items.map((each) => ({ ...each, view: shown(each.view) })),
  });
  return {
    for: (reader) => {
      const { read, list } = readers.for(reader);
      return {
        read: async (...asked) => {
          const answer = await read(...asked);
          return answer.found === 'current' ? { ...answer, view: shown(answer.view) } : answer;
        },
        list: async (request) => pageShown(await list(request)),
      };
    },
    search: <const Query extends DeclaredQuery>(query: Query) => {
      const searched = readers.search(query);
      return {
        for: (reader): Search<Query, Shape> => {
          const { list, count } = searched.for(reader);
          return { list: async (request) => pageShown(await list(request)), count };
        },
      };
    },
  };
};
