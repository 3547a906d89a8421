/** Numbers that look random and follow from a seed alone. */
export interface Random {
  /** At least 0 and below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** Whether something happens that happens this often, from 0 to 1. */
  chance(rate: number): boolean;
  /** One of a list. Throws for an empty one. */
  oneOf<Item>(items: readonly Item[]): Item;
}

/**
 * Numbers for one purpose: what is drawn for another purpose of the same seed changes nothing here, so that a workload stays the same
 * when a kind of fault is turned off.
 */
export const randomFor = (seed: number, purpose: string): Random => {
  let state = stateFrom(`${seed}/${purpose}`);

  /** Mulberry32, by Tommy Ettinger: 32 bits of state, which is plenty for some thousand numbers. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));

  return {
    next,
    between,
    chance: (rate) => rate > 0 && next() < rate,
    oneOf: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to choose from.');
      return item;
    },
  };
};

/** FNV-1a over UTF-16 code units. */
const stateFrom = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
};
