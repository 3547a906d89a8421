import { expect, it } from 'vitest';
import { joinOnce } from '../application/views/joined/join-once.ts';

const first = Number(process.env['ANNAL_SOAK_SEED'] ?? 1_000);
const runs = 10_000;

it(`joined documents are the same in ${runs} runs from seed ${first}`, async () => {
  for (let seed = first; seed < first + runs; seed += 1) {
    const { found, expected, parked } = await joinOnce(seed);
    expect({ seed, found, parked }).toEqual({ seed, found: expected, parked: [] });
  }
});
