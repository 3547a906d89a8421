import type { z } from 'zod';
import { maskPersonal } from '../../domain/modelling/mask-personal.ts';
import type { OwnerField } from '../../domain/modelling/owner.ts';
import { reachesView, type Reader } from '../callers/reach.ts';
import type { Page } from '../paging.ts';
import type { DocumentFilter, ListRequest, Projected, ReadModel } from './read-model.ts';
import { withinReach } from './within-reach.ts';

/** What one reader may list. */
export interface ReachableDocuments<Shape> extends Pick<ReadModel<Shape>, 'list'> {
  /** How many documents are within reach; undefined where they lie in several partitions, for then it is not cheap. */
  readonly count: (filter: DocumentFilter) => Promise<number | undefined>;
  /** The document as the reader sees it; undefined when it is out of reach. */
  readonly shown: <Found extends { readonly view: Shape }>(found: Found | undefined) => Found | undefined;
}

/** As much of a declaration as says whose its documents are, and what is personal in them. */
export interface OwnedDocuments<Shape extends object> {
  readonly schema: z.ZodType<Shape, Shape>;
  readonly owner: OwnerField;
  readonly partition: { readonly field: string };
}

/**
 * Leaves out what is out of reach, as if it were not there. The request is the same either way. What the schema marks as
 * personal is masked for a reader who does not see it.
 */
export const reachableDocuments = <Shape extends object>(
  { schema, owner, partition }: OwnedDocuments<Shape>,
  readModel: Pick<ReadModel<Shape>, 'list' | 'count'>,
  { reach, personalReach }: Reader,
): ReachableDocuments<Shape> => {
  const shown = <Found extends { readonly view: Shape }>(found: Found | undefined): Found | undefined => {
    if (found === undefined || !reachesView(reach, owner, found.view)) return undefined;
    return personalReach !== 'none' && reachesView(personalReach, owner, found.view)
      ? found
      : { ...found, view: maskPersonal(schema, found.view) };
  };

  const listReachable = async (request: ListRequest): Promise<Page<Projected<Shape>>> => {
    const page = await readModel.list(request);
    return { ...page, items: page.items.flatMap((found) => shown(found) ?? []) };
  };

  const reachedBy = withinReach({ owner, partition }, reach);

  return {
    shown,
    list: async (request) => {
      const within = reachedBy(request);
      return within === 'nothing' ? { items: [] } : listReachable(within);
    },
    count: async (filter) => {
      const within = reachedBy(filter);
      if (within === 'nothing') return 0;
      const { partition: one } = within;
      return one === undefined ? undefined : readModel.count({ ...within, partition: one });
    },
  };
};
