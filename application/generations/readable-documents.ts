import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { ReadModel } from '../views/read-model.ts';
import { everyGeneration, type ReadableGeneration } from './followed-generations.ts';

/** The documents of a view, for readers. */
export type ReadableDocuments<Shape> = Pick<ReadModel<Shape>, 'find' | 'list' | 'count'>;

/** Opens the documents of one generation. */
type OpenDocuments = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
) => ReadableDocuments<Shape>;

/** All declared generations of a view. Documents of a former one are parsed by its own schema, and shown as those of today. */
export const readableDocuments = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
  open: OpenDocuments,
): readonly ReadableGeneration<ReadableDocuments<Shape>>[] =>
  everyGeneration(view, open(view), {
    open: (former) =>
      former.withTypes<readonly ReadableGeneration<ReadableDocuments<object>>[]>((each) =>
        readableDocuments(each, open),
      ),
    shownAs,
  });

const shownAs = <Shape>(
  { find, list, count }: ReadableDocuments<object>,
  shown: (document: unknown) => Shape,
): ReadableDocuments<Shape> => ({
  find: async (key) => {
    const found = await find(key);
    return found === undefined || found.damage !== undefined ? found : { ...found, view: shown(found.view) };
  },
  list: async (request) => {
    const page = await list(request);
    return { ...page, items: page.items.map((each) => ({ ...each, view: shown(each.view) })) };
  },
  count,
});
