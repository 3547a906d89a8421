import type { z } from 'zod';
import type { Page, PageRequest } from '../../application/paging.ts';
import { packContinuation, unpackContinuation } from '../continuation.ts';

/** The order of a list: what an item's place is made of, and which of two comes first. */
export interface Sorting<Item, Place> {
  readonly schema: z.ZodType<Place>;
  readonly placeOf: (item: Item) => Place;
  readonly compare: (one: Place, other: Place) => number;
}

/** A page of what is in a partition, or in all of them. It goes on behind the last item given, whatever was written in between. */
export const sortedPage = <Item, Place>(
  items: readonly Item[],
  { schema, placeOf, compare }: Sorting<Item, Place>,
  {
    partition,
    limit,
    continuation,
  }: Pick<PageRequest, 'limit'> & {
    readonly partition: string | undefined;
    readonly continuation?: string | undefined;
  },
): Page<Item> => {
  const last = continuation === undefined ? undefined : unpackContinuation(schema, partition, continuation);
  const rest = items
    .map((item) => ({ item, place: placeOf(item) }))
    .filter((entry) => last === undefined || compare(last, entry.place) < 0)
    .sort((one, other) => compare(one.place, other.place));
  const page = rest.slice(0, limit);
  const found = page.map(({ item }) => item);
  const end = page.at(-1);
  if (end === undefined || page.length === rest.length) return { items: found };
  return { items: found, continuation: packContinuation(partition, end.place) };
};

/** The order of texts by their characters, as the store has it; of numbers by their value. */
export const ordered = (one: string | number, other: string | number): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};
