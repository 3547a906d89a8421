import { expect, it } from 'vitest';
import { countOnce } from '../application/views/totals/count-once.ts';

const first = Number(process.env['ANNAL_SOAK_SEED'] ?? 1_000);
const runs = 10_000;
/** Three minutes on an idle machine; only a hang takes an hour. */
const timeout = 60 * 60_000;

it(`totals count once in ${runs} runs from seed ${first}`, { timeout }, async () => {
  let withRetries = 0;
  for (let seed = first; seed < first + runs; seed += 1) {
    const { found, expected, parked, retried } = await countOnce(seed);
    expect({ seed, ...found, parked }).toEqual({ seed, ...expected, parked: [] });
    if (retried > 0) withRetries += 1;
  }
  console.log(`In ${withRetries} of ${runs} runs a stream had been parked, and was taken when it was retried.`);
});
