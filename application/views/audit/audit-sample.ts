/** How many are meant: so many, chosen at random, or all. */
export type Sample = number | 'all';

/** All items, page by page; or at the end so many of them, each with the same chance, without all of them in memory. */
export async function* chosen<Item>(
  pages: AsyncIterable<readonly Item[]>,
  sample: Sample,
  random: () => number,
): AsyncGenerator<readonly Item[]> {
  if (sample === 'all') {
    yield* pages;
    return;
  }
  const reservoir = reservoirOf<Item>(sample, random);
  for await (const page of pages) for (const item of page) reservoir.add(item);
  yield reservoir.kept;
}

/** So many of these items, each with the same chance. */
export const sampleOf = <Item>(items: readonly Item[], sample: Sample, random: () => number): readonly Item[] => {
  if (sample === 'all') return items;
  const reservoir = reservoirOf<Item>(sample, random);
  for (const item of items) reservoir.add(item);
  return reservoir.kept;
};

/** Algorithm R of J. S. Vitter, "Random Sampling with a Reservoir", 1985. */
const reservoirOf = <Item>(size: number, random: () => number) => {
  const kept: Item[] = [];
  let seen = 0;
  return {
    kept,
    add: (item: Item): void => {
      const place = seen < size ? seen : Math.floor(random() * (seen + 1));
      if (place < size) kept[place] = item;
      seen += 1;
    },
  };
};
