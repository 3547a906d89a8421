/** Words that are their own stems, so that nothing here needs to know how the store finds stems. */
const vocabulary = ['chai', 'tofu', 'ikura', 'konbu', 'genen', 'pavlova', 'miso', 'gumbo', 'sild', 'mish'];

/** Texts of different lengths in which some words are rare and some are not, always the same. No two have the same score. */
export const tellTexts = (): readonly string[] =>
  Array.from({ length: 40 }, (_, n) =>
    Array.from(
      { length: 2 + ((n * 13) % 31) },
      (_word, at) => vocabulary[(n * 7 + at * at * (n % 5)) % vocabulary.length],
    ).join(' '),
  );

/** The places of the best texts by the formula of Robertson and Zaragoza ("BM25 and Beyond", 2009), k1 = 1.2, b = 0.75. */
export const bestByBm25 = (texts: readonly string[], words: readonly string[], atMost: number): readonly number[] => {
  const bags = texts.map((text) => Map.groupBy(text.split(/\s+/), (word) => word));
  const lengthOf = (bag: ReadonlyMap<string, readonly string[]>): number => [...bag.values()].flat().length;
  const mean = bags.map(lengthOf).reduce((sum, length) => sum + length, 0) / bags.length;
  const inverseFrequency = (word: string): number => {
    const having = bags.filter((bag) => bag.has(word)).length;
    return Math.log1p((bags.length - having + 0.5) / (having + 0.5));
  };
  const scores = bags.map((bag, place) => {
    const parts = words.map((word) => {
      const frequency = bag.get(word)?.length ?? 0;
      return (inverseFrequency(word) * frequency * 2.2) / (frequency + 0.3 + (0.9 * lengthOf(bag)) / mean);
    });
    return { place, score: parts.reduce((sum, part) => sum + part, 0) };
  });
  return scores
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, atMost)
    .map(({ place }) => place);
};
