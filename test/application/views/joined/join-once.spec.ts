import { expect, it } from 'vitest';
import { joinOnce } from './join-once.ts';

// test/slow/joined-soak.spec.ts runs 10,000 of them.
it('joined documents are the same in 250 runs of duplicated, reordered, split, concurrent and interrupted delivery', async () => {
  for (let seed = 1; seed <= 250; seed += 1) {
    const { found, expected, parked } = await joinOnce(seed);
    expect({ seed, found, parked }).toEqual({ seed, found: expected, parked: [] });
  }
});
