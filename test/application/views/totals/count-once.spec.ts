import { expect, it } from 'vitest';
import { countOnce } from './count-once.ts';

// test/slow/totals-soak.spec.ts runs 10,000 of them.
it('totals count once in 300 runs of duplicated, reordered, split, concurrent and interrupted delivery', async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { found, expected, parked } = await countOnce(seed);
    expect({ seed, ...found, parked }).toEqual({ seed, ...expected, parked: [] });
  }
});
