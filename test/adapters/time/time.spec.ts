import { expect, it } from 'vitest';
import { pauseAtRandom, systemClock, waitALittle } from '../../../adapters/time/index.ts';

it('the clock tells the moment in UTC with milliseconds', () => {
  expect(systemClock()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('patience for a view ends after some looks', async () => {
  expect(await waitALittle(1)).toBe(true);
  expect(await waitALittle(11)).toBe(false);
});

it('a pause ends, however many races were lost', async () => {
  await expect(pauseAtRandom(1_000)).resolves.toBeUndefined();
});
