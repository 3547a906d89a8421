import { expect, it } from 'vitest';
import { joinOnce } from '../application/views/joined/join-once.ts';

const first = Number(process.env['ANNAL_SOAK_SEED'] ?? 1_000);
const runs = 10_000;
/** Minutes on an idle machine; only a hang takes an hour. */
const timeout = 60 * 60_000;

it(`joined documents are the same in ${runs} runs from seed ${first}`, { timeout }, async () => {
  let withRetries = 0;
  for (let seed = first; seed < first + runs; seed += 1) {
    const { found, expected, parked, retried } = await joinOnce(seed);
    expect({ seed, found, parked }).toEqual({ seed, found: expected, parked: [] });
    if (retried > 0) withRetries += 1;
  }
  console.log(`In ${withRetries} of ${runs} runs a stream had been parked, and was taken when it was retried.`);
});
