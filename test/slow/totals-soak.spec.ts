import { expect, it } from 'vitest';
import { countOnce } from '../application/views/totals/count-once.ts';

const first = Number(process.env['ANNAL_SOAK_SEED'] ?? 1_000);
const runs = 10_000;

it(`totals count once in ${runs} runs from seed ${first}`, async () => {
  for (let seed = first; seed < first + runs; seed += 1) {
    const { found, expected, parked } = await countOnce(seed);
    expect({ seed, ...found, parked }).toEqual({ seed, ...expected, parked: [] });
  }
});
